package io.ebbcache.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.cache.BlockingCache;
import io.ebbcache.client.cache.Cache;
import io.ebbcache.client.cache.CasResult;
import io.ebbcache.client.cache.Found;
import io.ebbcache.client.cache.LoadPolicy;
import io.ebbcache.client.cache.Loader;
import io.ebbcache.client.cache.Namespace;
import io.ebbcache.client.cache.Versioned;
import io.ebbcache.client.codec.Codec;
import io.ebbcache.client.codec.CodecException;
import io.ebbcache.client.codec.Encoded;
import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.Keys;
import io.ebbcache.client.operation.Outcome;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every method of a cache does, whatever backend it works on that knows the meta protocol. Keys are new in each test, so backends may
 * be shared and need not be empty.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class CacheContract {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final LoadPolicy POLICY = LoadPolicy.of(MINUTE).withWaitAtMost(Duration.ofSeconds(30));
    private static final Loader<String> FORBIDDEN = key -> {
        throw new AssertionError("nothing is to be loaded");
    };

    private final String prefix =
            Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, Character.MAX_RADIX) + "-";
    private final String a = prefix + "a";
    private final String b = prefix + "b";
    private final String c = prefix + "c";
    private Cache<String> asynchronous;
    private BlockingCache<String> cache;

    /** The backend that is tested; open until all tests of the class are over. */
    protected abstract Backend backend();

    @BeforeEach
    void open() {
        asynchronous = new Cache<>(backend(), new Texts());
        cache = asynchronous.blocking();
    }

    /** Texts, with all 32 flags in use. */
    private static final class Texts implements Codec<String> {
        private static final int FLAGS = 0xcafe_f00d;

        @Override
        public Encoded encode(String value) {
            return new Encoded(FLAGS, value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String decode(int flags, byte[] bytes) {
            if (flags != FLAGS) {
                throw new CodecException("flags " + Integer.toHexString(flags));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean canConcatenate() {
            return true;
        }
    }

    /** Bytes as they are, whatever the flags. */
    private static final class Bytes implements Codec<byte[]> {
        @Override
        public Encoded encode(byte[] value) {
            return new Encoded(0, value);
        }

        @Override
        public byte[] decode(int flags, byte[] bytes) {
            return bytes;
        }
    }

    private static Loader<String> giving(String value) {
        return key -> CompletableFuture.completedFuture(value);
    }

    private static void awaitGone(Runnable condition) {
        await().atMost(Duration.ofSeconds(6)).untilAsserted(condition::run);
    }

    @Test
    void shouldSetAndGet() {
        assertThat(cache.get(a)).isEmpty();
        cache.set(a, "1");
        cache.set(b, "2", MINUTE);
        cache.set(c, "3", YEAR);

        assertThat(cache.get(a)).contains("1");
        assertThat(cache.get(b)).contains("2");
        assertThat(cache.get(c)).contains("3");
        cache.set(a, "4");
        assertThat(cache.get(a)).contains("4");
    }

    @Test
    void shouldKeepValuesOfAllSizes() {
        Random random = new Random(17);
        BlockingCache<byte[]> bytes = asynchronous.withCodec(new Bytes()).blocking();
        for (int size : new int[] {0, 1, 7, 100, 4_095, 4_096, 4_097, 70_000, 1_000_000}) {
            byte[] value = new byte[size];
            random.nextBytes(value);

            bytes.set(a, value);

            assertThat(bytes.get(a).orElseThrow()).isEqualTo(value);
        }
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        BlockingCache<byte[]> bytes = asynchronous.withCodec(new Bytes()).blocking();
        bytes.set(a, new byte[] {1});

        assertThatThrownBy(() -> bytes.set(a, new byte[1024 * 1024])).isInstanceOf(RefusedException.class);
        assertThat(bytes.get(a)).isEmpty();
        bytes.set(a, new byte[] {2});
        assertThat(bytes.get(a)).isPresent();
        assertThatThrownBy(() -> bytes.replace(a, new byte[1024 * 1024])).isInstanceOf(RefusedException.class);
        assertThat(bytes.get(a)).isEmpty();
    }

    @Test
    void shouldTakeKeysOfAllKinds() {
        for (String tail : List.of("ключ", "a b", "a\r\nb", "\t", "\0", "x".repeat(Keys.MAX_BYTES - prefix.length()))) {
            cache.set(prefix + tail, tail);
            assertThat(cache.get(prefix + tail)).contains(tail);
        }
    }

    @Test
    void shouldExpire() {
        cache.set(a, "1", SECOND);
        cache.add(b, "1", SECOND);

        awaitGone(() -> {
            assertThat(cache.get(a)).isEmpty();
            assertThat(cache.get(b)).isEmpty();
        });
    }

    @Test
    void shouldGetMany() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            keys.add(prefix + i);
            if (i % 2 == 0) {
                cache.set(prefix + i, "v" + i);
            }
        }
        asynchronous.withCodec(new Bytes()).set(prefix + 1, new byte[1]).join();

        Found<String> found = cache.getAll(keys);

        assertThat(found.values()).hasSize(50).containsEntry(prefix + 98, "v98");
        assertThat(found.values().keySet().iterator().next()).isEqualTo(prefix + 0);
        assertThat(found.failures()).containsOnlyKeys(prefix + 1);
    }

    @Test
    void shouldTouch() {
        cache.set(a, "1", SECOND.multipliedBy(2));
        cache.set(b, "1", SECOND.multipliedBy(2));
        cache.set(c, "1");

        assertThat(cache.touch(a, MINUTE)).isTrue();
        assertThat(cache.getAndTouch(b, MINUTE)).contains("1");
        assertThat(cache.touch(c, SECOND)).isTrue();
        assertThat(cache.touch(prefix, MINUTE)).isFalse();
        assertThat(cache.getAndTouch(prefix, MINUTE)).isEmpty();

        awaitGone(() -> assertThat(cache.get(c)).isEmpty());
        assertThat(cache.getAndTouch(a, SECOND)).contains("1");
        awaitGone(() -> assertThat(cache.get(a)).isEmpty());
        assertThat(cache.get(b)).contains("1");
    }

    @Test
    void shouldAddAndReplace() {
        assertThat(cache.replace(a, "0")).isFalse();
        assertThat(cache.replace(a, "0", MINUTE)).isFalse();
        assertThat(cache.add(a, "1")).isTrue();
        assertThat(cache.add(a, "2", MINUTE)).isFalse();
        assertThat(cache.get(a)).contains("1");
        assertThat(cache.replace(a, "3")).isTrue();
        assertThat(cache.get(a)).contains("3");
        assertThat(cache.replace(a, "4", MINUTE)).isTrue();
        assertThat(cache.get(a)).contains("4");
    }

    @Test
    void shouldExtend() {
        assertThat(cache.append(a, "x")).isFalse();
        assertThat(cache.prepend(a, "x")).isFalse();
        cache.set(a, "b");

        assertThat(cache.append(a, "c")).isTrue();
        assertThat(cache.prepend(a, "a")).isTrue();
        assertThat(cache.get(a)).contains("abc");
    }

    @Test
    void shouldCompareAndSet() {
        assertThat(cache.getVersioned(a)).isEmpty();
        assertThat(cache.compareAndSet(a, "0", 1)).isEqualTo(CasResult.MISSING);
        cache.set(a, "1");
        Versioned<String> first = cache.getVersioned(a).orElseThrow();

        assertThat(first.value()).isEqualTo("1");
        assertThat(cache.compareAndSet(a, "2", first.version(), MINUTE)).isEqualTo(CasResult.STORED);
        assertThat(cache.compareAndSet(a, "3", first.version())).isEqualTo(CasResult.CHANGED);
        assertThat(cache.get(a)).contains("2");
        assertThat(cache.getVersioned(a).orElseThrow().version()).isNotEqualTo(first.version());
    }

    @Test
    void shouldDelete() {
        cache.set(a, "1");

        assertThat(cache.delete(a)).isTrue();
        assertThat(cache.delete(a)).isFalse();
        assertThat(cache.get(a)).isEmpty();
    }

    @Test
    void shouldCount() {
        BlockingCache<byte[]> bytes = asynchronous.withCodec(new Bytes()).blocking();
        assertThat(cache.increment(a, 1)).isEmpty();
        assertThat(cache.decrement(a, 1)).isEmpty();
        assertThat(cache.increment(a, 1, 40, MINUTE)).isEqualTo(40);
        assertThat(cache.increment(a, 2, 40, MINUTE)).isEqualTo(42);
        assertThat(cache.increment(a, 5)).hasValue(47);
        assertThat(cache.decrement(a, 7)).hasValue(40);
        assertThat(cache.decrement(a, 41, 3, MINUTE)).isZero();
        assertThat(cache.decrement(b, 41, 3, SECOND)).isEqualTo(3);
        bytes.set(c, "18446744073709551615".getBytes(StandardCharsets.US_ASCII));
        assertThat(cache.decrement(c, 1)).hasValue(-2);
        assertThat(cache.increment(c, 3)).hasValue(1);
        cache.set(c, "word");
        assertThatThrownBy(() -> cache.increment(c, 1)).isInstanceOf(RefusedException.class);
        awaitGone(() -> assertThat(cache.increment(b, 1)).isEmpty());
    }

    @Test
    void shouldInvalidate() {
        assertThat(cache.invalidate(a, MINUTE)).isFalse();
        cache.set(a, "old");

        assertThat(cache.invalidate(a, MINUTE)).isTrue();
        assertThat(cache.get(a)).isEmpty();
        assertThat(cache.add(a, "added")).isFalse();
        cache.set(a, "new");
        assertThat(cache.get(a)).contains("new");
        assertThat(cache.invalidate(a, SECOND)).isTrue();
        awaitGone(() -> assertThat(cache.add(a, "added")).isTrue());
    }

    @Test
    void shouldFlush() {
        cache.set(a, "1");
        cache.flush();

        assertThat(cache.get(a)).isEmpty();
        cache.set(a, "2");
        assertThat(cache.get(a)).contains("2");
    }

    @Test
    void shouldLoadOnce() {
        AtomicInteger calls = new AtomicInteger();
        assertThat(cache.getOrLoad(a, key -> key + calls.incrementAndGet(), POLICY))
                .isEqualTo(a + 1);
        assertThat(cache.getOrLoad(a, key -> key + calls.incrementAndGet(), POLICY))
                .isEqualTo(a + 1);
        assertThat(cache.get(a)).contains(a + 1);
    }

    @Test
    void shouldLoadOnceForManyThreadsOfManyClients() throws Exception {
        int keys = 50;
        AtomicInteger[] loads = new AtomicInteger[keys];
        Arrays.setAll(loads, i -> new AtomicInteger());
        BlockingCache<String> other = new Cache<>(backend(), new Texts()).blocking();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CyclicBarrier together = new CyclicBarrier(8);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                BlockingCache<String> client = thread % 2 == 0 ? cache : other;
                running.add(threads.submit(() -> {
                    for (int i = 0; i < keys; i++) {
                        AtomicInteger count = loads[i];
                        together.await();
                        client.getOrLoad(prefix + i, key -> key + "." + count.incrementAndGet(), POLICY);
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(loads).allMatch(count -> count.get() == 1);
    }

    @Test
    void shouldLoadInOneClientWhileAnotherWaits() {
        Cache<String> other = new Cache<>(backend(), new Texts());
        CompletableFuture<String> held = new CompletableFuture<>();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<String> first = asynchronous.getOrLoad(
                a,
                key -> {
                    begun.complete(null);
                    return held;
                },
                POLICY);
        begun.join();
        CompletableFuture<String> second = other.getOrLoad(a, FORBIDDEN, POLICY);

        assertThat(other.get(a).join()).isEmpty();
        assertThat(second).isNotDone();
        held.complete("1");

        assertThat(first.join()).isEqualTo("1");
        assertThat(second.join()).isEqualTo("1");
    }

    @Test
    void shouldLetTheNextOneLoadAfterAFailure() {
        Loader<String> broken = key -> CompletableFuture.failedFuture(new IOException("broken"));

        assertThatThrownBy(() -> asynchronous.getOrLoad(a, broken, POLICY).join())
                .hasCauseInstanceOf(IOException.class);
        assertThat(asynchronous
                        .getOrLoad(a, giving("1"), POLICY.withWaitAtMost(Duration.ZERO))
                        .join())
                .isEqualTo("1");
    }

    @Test
    void shouldNotUndoADeleteDuringTheLoad() {
        assertThat(cache.getOrLoad(
                        a,
                        key -> {
                            // not by the same cache: its executor's thread may complete the request
                            assertThat(new Cache<>(backend(), new Texts())
                                            .blocking()
                                            .delete(a))
                                    .isTrue();
                            return "old";
                        },
                        POLICY))
                .isEqualTo("old");
        assertThat(cache.get(a)).isEmpty();
    }

    @Test
    void shouldGiveTheStaleValueWhileOneLoads() {
        Cache<String> other = new Cache<>(backend(), new Texts());
        cache.set(a, "old");
        cache.invalidate(a, MINUTE);
        CompletableFuture<String> held = new CompletableFuture<>();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<String> winner = asynchronous.getOrLoad(
                a,
                key -> {
                    begun.complete(null);
                    return held;
                },
                POLICY);
        begun.join();

        assertThat(other.getOrLoad(a, FORBIDDEN, POLICY).join()).isEqualTo("old");
        held.complete("new");
        assertThat(winner.join()).isEqualTo("new");
        assertThat(other.get(a).join()).contains("new");
    }

    @Test
    void shouldRefreshWhatEndsSoon() {
        LoadPolicy policy = POLICY.withRefreshAhead(Duration.ofSeconds(50));
        cache.set(a, "old", Duration.ofSeconds(30));

        assertThat(asynchronous.getOrLoad(a, giving("new"), policy).join()).isEqualTo("old");
        await().untilAsserted(() -> assertThat(cache.get(a)).contains("new"));
        assertThat(asynchronous.getOrLoad(a, FORBIDDEN, policy).join()).isEqualTo("new");
    }

    @Test
    void shouldTakeOverWhenAClaimEnds() {
        backend().execute(Request.get(Keys.encode(a), new Request.Claim(1, 0))).join();

        assertThat(asynchronous.getOrLoad(a, giving("1"), POLICY).join()).isEqualTo("1");
        assertThat(cache.get(a)).contains("1");
    }

    @Test
    void shouldTellWhoIsToFillAnItem() {
        byte[] key = Keys.encode(a);
        Request.Claim claim = new Request.Claim(60, 30);

        Reply first = backend().execute(Request.get(key, claim)).join();
        Reply second = backend().execute(Request.get(key, claim)).join();
        assertThat(first).matches(Reply::isDone).matches(Reply::won).matches(reply -> !reply.claimed());
        assertThat(second).matches(Reply::isDone).matches(Reply::claimed).matches(reply -> !reply.won());
        assertThat(first.value()).isEmpty();
        assertThat(second.value()).isEmpty();
        assertThat(second.flags()).isZero();
        assertThat(second.cas()).isEqualTo(first.cas()).isNotZero();

        assertThat(outcome(Request.delete(key, first.cas() + 1))).isEqualTo(Outcome.EXISTS);
        assertThat(outcome(Request.delete(key, first.cas()))).isEqualTo(Outcome.DONE);
        assertThat(outcome(Request.get(key))).isEqualTo(Outcome.NOT_FOUND);

        backend().execute(Request.store(Verb.SET, key, 7, new byte[] {1}, 10)).join();
        Reply third = backend().execute(Request.get(key, claim)).join();
        Reply fourth = backend().execute(Request.get(key, claim)).join();
        assertThat(third).matches(Reply::won).matches(reply -> !reply.stale() && !reply.claimed());
        assertThat(fourth).matches(Reply::claimed).matches(reply -> !reply.stale() && !reply.won());
        assertThat(fourth.flags()).isEqualTo(7);
        assertThat(fourth.value()).containsExactly(1);

        backend().execute(Request.invalidate(key, 60)).join();
        Reply fifth = backend().execute(Request.get(key, claim)).join();
        Reply sixth = backend().execute(Request.get(key, claim)).join();
        assertThat(fifth).matches(Reply::won).matches(Reply::stale).matches(reply -> !reply.claimed());
        assertThat(sixth).matches(Reply::claimed).matches(Reply::stale).matches(reply -> !reply.won());
        assertThat(outcome(Request.cas(key, 0, new byte[] {2}, 0, fourth.cas())))
                .isEqualTo(Outcome.EXISTS);
        assertThat(outcome(Request.cas(key, 0, new byte[] {2}, 0, fifth.cas()))).isEqualTo(Outcome.DONE);
        Reply last = backend().execute(Request.get(key, claim)).join();
        assertThat(last).matches(reply -> !reply.won() && !reply.stale() && !reply.claimed());
    }

    private Outcome outcome(Request request) {
        return backend().execute(request).join().outcome();
    }

    @Test
    void shouldInvalidateNamespaces() {
        Namespace<String> here = asynchronous.namespace(prefix + "users", Duration.ZERO);
        Namespace<String> there = new Cache<>(backend(), new Texts()).namespace(prefix + "users", Duration.ZERO);
        here.cache().set("1", "Ann").join();
        cache.set("1", "root");
        assertThat(there.cache().get("1").join()).contains("Ann");

        there.invalidateAll().join();

        assertThat(here.cache().get("1").join()).isEmpty();
        assertThat(cache.get("1")).contains("root");
        cache.delete("1");
    }
}
