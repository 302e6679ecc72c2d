package io.ebbcache.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.client.operation.ClosedClientException;
import io.ebbcache.client.operation.Keys;
import io.ebbcache.client.operation.Outcome;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.ServerLimits;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.Store;
import io.ebbcache.store.StoreConfig;
import io.ebbcache.store.TestStores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbeddedCacheTest {
    private static final EmbeddedConfig SMALL =
            EmbeddedConfig.automatic().withLanes(2).withMemoryBytes(64L << 20);
    private static final byte[] KEY = Keys.encode("key");

    private static Request set(byte[] key, byte[] value) {
        return Request.store(Verb.SET, key, 0, value, 0);
    }

    private static Reply ask(EmbeddedCache cache, Request request) {
        CompletableFuture<Reply> reply = cache.backend().execute(request);
        assertThat(reply).isDone();
        return reply.join();
    }

    @Test
    void shouldLiveInMemoryThatIsNotDroppable() {
        try (EmbeddedCache cache = EmbeddedCache.open(SMALL.withRegion(RegionKind.EMULATED))) {
            ask(cache, set(KEY, new byte[] {1, 2}));
            assertThat(ask(cache, Request.get(KEY)).value()).containsExactly(1, 2);
        }
    }

    @Test
    void shouldNotShareAnythingWithAnotherOne() {
        try (EmbeddedCache one = EmbeddedCache.open(SMALL);
                EmbeddedCache other = EmbeddedCache.open(SMALL)) {
            ask(one, set(KEY, new byte[] {1}));
            assertThat(ask(other, Request.get(KEY)).outcome()).isEqualTo(Outcome.NOT_FOUND);
        }
    }

    @Test
    void shouldKeepItemsAsLargeAsConfigured() {
        int bytes = 5 << 20;
        byte[] value = new byte[bytes - 100];
        new Random(3).nextBytes(value);
        try (EmbeddedCache cache = EmbeddedCache.open(SMALL.withLargestItemBytes(bytes))) {
            ask(cache, set(KEY, value));
            ask(cache, set(Keys.encode("small"), new byte[] {1}));
            assertThat(ask(cache, Request.get(KEY)).value()).isEqualTo(value);
            assertThat(ask(cache, Request.get(Keys.encode("small"))).value()).containsExactly(1);
        }
    }

    @Test
    void shouldMakeRoomForNewItems() {
        try (EmbeddedCache cache = EmbeddedCache.open(SMALL)) {
            byte[] value = new byte[500_000];
            int stored = 0;
            for (int i = 0; i < 400; i++) {
                stored += cache.backend()
                                .execute(set(Keys.encode("key" + i), value))
                                .isCompletedExceptionally()
                        ? 0
                        : 1;
            }
            assertThat(stored).isPositive();
            long found = 0;
            for (int i = 0; i < 400; i++) {
                found += ask(cache, Request.get(Keys.encode("key" + i))).isDone() ? 1 : 0;
            }
            assertThat(found).isPositive().isLessThanOrEqualTo((64L << 20) / value.length);
        }
    }

    /** More threads than lanes, on few keys: each value is whole, and no increment is lost. */
    @Test
    void shouldServeManyThreads() throws Exception {
        int threads = 8;
        int rounds = 3_000;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (EmbeddedCache cache = EmbeddedCache.open(SMALL)) {
            byte[] counter = Keys.encode("counter");
            ask(cache, set(counter, new byte[] {'0'}));
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int seed = thread;
                running.add(executor.submit(() -> {
                    Random random = new Random(seed);
                    for (int i = 0; i < rounds; i++) {
                        byte[] key = Keys.encode("key" + random.nextInt(4));
                        byte[] value = new byte[random.nextInt(10_000) + 1];
                        Arrays.fill(value, (byte) random.nextInt());
                        ask(cache, set(key, value));
                        byte[] read = ask(cache, Request.get(key)).value();
                        for (byte each : read) {
                            assertThat(each == read[0]).isTrue();
                        }
                        ask(cache, Request.count(Verb.INCREMENT, counter, 1));
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
            assertThat(new String(ask(cache, Request.get(counter)).value(), StandardCharsets.US_ASCII))
                    .isEqualTo(Integer.toString(threads * rounds));
        } finally {
            executor.shutdown();
        }
    }

    /** Pages of values are taken again and again: what is found is true, the rest is missing. */
    @Test
    void shouldMissWhatTheKernelTook() {
        Random random = new Random(5);
        Store store = TestStores.emulated();
        ServerLimits limits = new ServerLimits(0, 1, 1 << 22, 1 << 22, 1 << 16);
        ServerState state = new ServerState(store, CommandConfig.standard("test"), limits, graceful -> {});
        long pages = store.config().capacityBytes() / 4096;
        int kept = 0;
        int lost = 0;
        try (EmbeddedBackend backend = new EmbeddedBackend(store, state::newCommands)) {
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 100; i++) {
                    byte[] value = new byte[8_000];
                    Arrays.fill(value, (byte) i);
                    backend.execute(set(Keys.encode("key" + i), value)).join();
                }
                for (long page = random.nextInt(64); page < pages; page += 64) {
                    store.drop(page * 4096, 4096);
                }
                for (int i = 0; i < 100; i++) {
                    Reply reply =
                            backend.execute(Request.get(Keys.encode("key" + i))).join();
                    byte[] expected = new byte[8_000];
                    Arrays.fill(expected, (byte) i);
                    if (reply.isDone()) {
                        assertThat(reply.value()).isEqualTo(expected);
                        kept++;
                    } else {
                        lost++;
                    }
                }
            }
        }
        assertThat(kept).isPositive();
        assertThat(lost).isPositive();
    }

    @Test
    void shouldFailOnceClosed() {
        EmbeddedCache cache = EmbeddedCache.open(SMALL);
        ask(cache, set(KEY, new byte[] {1}));
        cache.close();
        cache.close();

        assertThatThrownBy(() -> cache.backend().execute(Request.get(KEY)).join())
                .hasCauseInstanceOf(ClosedClientException.class);
        assertThatThrownBy(() -> cache.backend().flush().join()).hasCauseInstanceOf(ClosedClientException.class);
    }

    @Test
    void shouldCloseWhileThreadsAskForValues() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 5; round++) {
                EmbeddedCache cache = EmbeddedCache.open(SMALL);
                ask(cache, set(KEY, new byte[100_000]));
                AtomicBoolean begun = new AtomicBoolean();
                List<Future<?>> running = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    running.add(executor.submit(() -> {
                        CompletableFuture<Reply> reply;
                        do {
                            reply = cache.backend().execute(Request.get(KEY));
                            begun.set(true);
                        } while (!reply.isCompletedExceptionally());
                        assertThatThrownBy(reply::join).hasCauseInstanceOf(ClosedClientException.class);
                    }));
                }
                while (!begun.get()) {
                    Thread.onSpinWait();
                }
                cache.close();
                for (Future<?> each : running) {
                    each.get();
                }
            }
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedCache.open(SMALL.withMemoryBytes(4 << 20)))
                .withMessageContaining("MiB");
        assertThatIllegalArgumentException().isThrownBy(() -> SMALL.withMemoryBytes(0));
    }

    @Test
    void shouldGiveValuesAllThereIsAndTheIndexWhatTheHeapLeaves() {
        long gib = 1L << 30;
        StoreConfig roomy = EmbeddedMemory.plan(EmbeddedConfig.automatic(), 8 * gib, 2 * gib);
        StoreConfig tight = EmbeddedMemory.plan(EmbeddedConfig.automatic(), 8 * gib, 8 * gib);
        StoreConfig bounded = EmbeddedMemory.plan(EmbeddedConfig.automatic().withMemoryBytes(gib), 8 * gib, 2 * gib);
        StoreConfig overstated =
                EmbeddedMemory.plan(EmbeddedConfig.automatic().withMemoryBytes(99 * gib), gib, gib / 4);

        assertThat(roomy.limitBytes()).isEqualTo(8 * gib);
        assertThat(roomy.indexBytes()).isBetween(gib, 2 * gib);
        assertThat(tight.limitBytes()).isEqualTo(8 * gib);
        assertThat(tight.indexBytes()).isEqualTo(StoreConfig.minIndexBytes(8 * gib));
        assertThat(bounded.limitBytes()).isEqualTo(gib);
        assertThat(bounded.indexBytes()).isLessThanOrEqualTo(gib / 4);
        assertThat(overstated.limitBytes()).isEqualTo(gib);
    }
}
