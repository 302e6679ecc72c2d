package io.ebbcache.client.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.client.cache.Cache;
import io.ebbcache.client.cache.LoadPolicy;
import io.ebbcache.client.codec.CodecException;
import io.ebbcache.client.codec.Codecs;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.Cache.ValueWrapper;

class EbbSpringCacheTest {
    private static final EbbCacheSettings SETTINGS = EbbCacheSettings.of(Codecs.string(), Duration.ofMinutes(1));

    private final FailingBackend backend = new FailingBackend();
    private final EbbSpringCache cache = cache("texts", SETTINGS);

    private EbbSpringCache cache(String name, EbbCacheSettings settings) {
        EbbCacheManager manager = new EbbCacheManager(new Cache<>(backend, Codecs.bytes()), Map.of(name, settings));
        return Objects.requireNonNull(manager.getCache(name));
    }

    private static @Nullable Object value(@Nullable ValueWrapper wrapper) {
        return Objects.requireNonNull(wrapper, "a miss").get();
    }

    @Test
    void shouldStoreAndFind() {
        assertThat(cache.get("a")).isNull();
        assertThat(cache.get("a", String.class)).isNull();
        cache.put("a", "1");
        assertThat(value(cache.get("a"))).isEqualTo("1");
        assertThat(cache.get("a", String.class)).isEqualTo("1");
        assertThat(cache.get("b")).isNull();
    }

    @Test
    void shouldStoreUnderTheNameWithTheTimeToLive() {
        cache.put("a", "1");
        Request stored = backend.stored().get(0);
        assertThat(new String(stored.key(), UTF_8)).matches("texts:[0-9a-z]+:a");
        assertThat(stored.expiry()).isEqualTo(60);
        assertThat(stored.flags()).as("what other clients read").isZero();
    }

    @Test
    void shouldKeepValuesForEverIfThePolicySaysSo() {
        EbbSpringCache eternal = cache("eternal", EbbCacheSettings.of(Codecs.string(), LoadPolicy.neverExpiring()));
        eternal.put("a", "1");
        assertThat(backend.stored().get(0).expiry()).isZero();
        assertThat(eternal.putIfAbsent("b", "1")).isNull();
        assertThat(value(eternal.get("b"))).isEqualTo("1");
    }

    @Test
    void shouldKeepCachesApart() {
        EbbSpringCache other = cache("others", SETTINGS);
        cache.put("a", "1");
        assertThat(other.get("a")).isNull();
        other.put("a", "2");
        other.clear();
        assertThat(value(cache.get("a"))).isEqualTo("1");
        assertThat(other.get("a")).isNull();
    }

    @Test
    void shouldTellANullFromAMiss() {
        cache.put("a", null);
        assertThat(value(cache.get("a"))).isNull();
        assertThat(cache.<Object>get("a", () -> "not asked for")).isNull();
        assertThat(cache.<Object>get("b", () -> null)).isNull();
        assertThat(value(cache.get("b"))).isNull();
        cache.put("c", "");
        assertThat(value(cache.get("c"))).isEqualTo("");
    }

    @Test
    void shouldRefuseNullsIfTheSettingsDo() {
        EbbSpringCache strict = cache("strict", SETTINGS.withNullValues(false));
        assertThatIllegalArgumentException().isThrownBy(() -> strict.put("a", null));
        assertThatIllegalArgumentException().isThrownBy(() -> strict.putIfAbsent("a", null));
        assertThatExceptionOfType(ValueRetrievalException.class)
                .isThrownBy(() -> strict.get("a", () -> null))
                .withCauseInstanceOf(IllegalArgumentException.class);
        strict.put("a", "1");
        assertThat(strict.get("a", String.class)).isEqualTo("1");
        assertThat(strict.retrieve("a").join()).isEqualTo("1");
        assertThat(strict.retrieve("b").join()).isNull();
    }

    @Test
    void shouldNotFindNullsThatWereStoredWhenTheyWereAllowed() {
        cache.put("a", null);
        EbbSpringCache strict = cache("texts", SETTINGS.withNullValues(false));
        assertThat(strict.get("a")).isNull();
        assertThat(strict.get("a", () -> "1")).isEqualTo("1");
        assertThat(value(strict.get("a"))).isEqualTo("1");
    }

    @Test
    void shouldSayThatAValueIsOfAnotherType() {
        cache.put("a", "1");
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.get("a", Integer.class))
                .withMessageContaining("java.lang.String");
    }

    @Test
    void shouldPutOnlyWhatIsAbsent() {
        assertThat(cache.putIfAbsent("a", "1")).isNull();
        assertThat(value(cache.putIfAbsent("a", "2"))).isEqualTo("1");
        assertThat(value(cache.get("a"))).isEqualTo("1");
        assertThat(cache.putIfAbsent("b", null)).isNull();
        assertThat(value(cache.putIfAbsent("b", "2"))).isNull();
    }

    @Test
    void shouldPutBeforeALoaderThatIsStillAtWork() {
        String loaded = cache.get("a", () -> {
            assertThat(cache.putIfAbsent("a", "put")).isNull();
            return "loaded";
        });
        assertThat(loaded).isEqualTo("loaded");
        assertThat(value(cache.get("a"))).isEqualTo("put");
    }

    @Test
    void shouldEvictOneAndClearAll() {
        cache.put("a", "1");
        cache.put("b", "1");
        cache.put("c", "1");
        cache.evict("a");
        assertThat(cache.get("a")).isNull();
        assertThat(cache.evictIfPresent("b")).isTrue();
        assertThat(cache.evictIfPresent("b")).isFalse();
        cache.clear();
        assertThat(cache.get("c")).isNull();
    }

    @Test
    void shouldLoadOnTheThreadOfTheCaller() {
        backend.answerElsewhere();
        Thread caller = Thread.currentThread();
        String loaded = cache.get("a", () -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            return "1";
        });
        assertThat(loaded).isEqualTo("1");
        assertThat(cache.get("a", String.class)).isEqualTo("1");
    }

    @Test
    void shouldLoadOnceForManyCallers() throws Exception {
        backend.answerElsewhere();
        AtomicInteger loads = new AtomicInteger();
        ConcurrentLinkedQueue<Object> seen = new ConcurrentLinkedQueue<>();
        EbbSpringCache otherProcess = cache("texts", SETTINGS);
        CountDownLatch ready = new CountDownLatch(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 8; i++) {
                EbbSpringCache each = i % 2 == 0 ? cache : otherProcess;
                threads.execute(() -> {
                    ready.countDown();
                    seen.add(""
                            + each.get("a", () -> {
                                ready.await();
                                return "loaded " + loads.incrementAndGet();
                            }));
                });
            }
        } finally {
            threads.shutdown();
        }
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasSize(8).containsOnly("loaded 1");
        assertThat(loads).hasValue(1);
    }

    @Test
    void shouldWrapTheFailureOfALoader() {
        assertThatExceptionOfType(ValueRetrievalException.class)
                .isThrownBy(() -> cache.get("a", () -> {
                    throw new IOException("no book");
                }))
                .withCauseInstanceOf(IOException.class)
                .satisfies(e -> assertThat(e.getKey()).isEqualTo("a"));
        assertThat(cache.get("a", () -> "1")).as("the next one tries again").isEqualTo("1");
    }

    @Test
    void shouldRetrieveWithoutWaiting() {
        assertThat(cache.retrieve("a").join()).isNull();
        cache.put("a", "1");
        assertThat(value((ValueWrapper) cache.retrieve("a").join())).isEqualTo("1");
        cache.put("a", null);
        assertThat(value((ValueWrapper) cache.retrieve("a").join())).isNull();
        assertThat(cache.retrieve("b", () -> CompletableFuture.completedFuture("2"))
                        .join())
                .isEqualTo("2");
        assertThat(value(cache.get("b"))).isEqualTo("2");
        assertThatThrownBy(() -> cache.retrieve("c", () -> CompletableFuture.failedFuture(new IOException("no book")))
                        .join())
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void shouldCountFailuresAsMisses() {
        cache.put("a", "1");
        backend.cutOff(true);
        assertThat(cache.get("a")).isNull();
        assertThat(cache.get("a", String.class)).isNull();
        assertThat(cache.retrieve("a").join()).isNull();
        assertThat(cache.get("a", () -> "loaded")).isEqualTo("loaded");
        assertThat(cache.putIfAbsent("a", "2")).isNull();
        cache.put("a", "2");
        backend.cutOff(false);
        assertThat(value(cache.get("a")))
                .as("what was put meanwhile was dropped")
                .isEqualTo("1");
    }

    @Test
    void shouldNeverHideThatAValueWasNotEvicted() {
        backend.cutOff(true);
        assertThatThrownBy(() -> cache.evict("a")).isInstanceOf(NodeUnavailableException.class);
        assertThatThrownBy(() -> cache.evictIfPresent("a")).isInstanceOf(NodeUnavailableException.class);
        assertThatThrownBy(cache::clear).isInstanceOf(NodeUnavailableException.class);
    }

    @Test
    void shouldThrowFailuresIfTheyAreNoMisses() {
        EbbSpringCache strict = cache("texts", SETTINGS.withFailuresAsMisses(false));
        backend.cutOff(true);
        assertThatThrownBy(() -> strict.get("a")).isInstanceOf(NodeUnavailableException.class);
        assertThatThrownBy(() -> strict.put("a", "1")).isInstanceOf(NodeUnavailableException.class);
        assertThatThrownBy(() -> strict.putIfAbsent("a", "1")).isInstanceOf(NodeUnavailableException.class);
        assertThatThrownBy(() -> strict.retrieve("a").join()).hasCauseInstanceOf(NodeUnavailableException.class);
    }

    @Test
    void shouldCountWhatCannotBeReadAsAMiss() {
        cache.put("a", "no number");
        EbbCacheSettings numbers = EbbCacheSettings.of(Codecs.number(), Duration.ofMinutes(1));
        EbbSpringCache lenient = cache("texts", numbers);
        assertThat(lenient.get("a")).isNull();
        assertThat(lenient.retrieve("a").join()).isNull();
        EbbSpringCache strict = cache("texts", numbers.withFailuresAsMisses(false));
        assertThatThrownBy(() -> strict.get("a")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> strict.retrieve("a").join()).hasCauseInstanceOf(CodecException.class);
    }

    @Test
    void shouldAlwaysSayThatAValueCannotBeStored() {
        assertThatThrownBy(() -> cache.put("a", "half of a pair \ud83d")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> cache.put("a", 1)).isInstanceOf(ClassCastException.class);
    }

    @Test
    void shouldRefreshAheadOnTheExecutorOfThePolicy() {
        CountDownLatch used = new CountDownLatch(1);
        LoadPolicy policy = LoadPolicy.of(Duration.ofMinutes(1))
                .withRefreshAhead(Duration.ofSeconds(10))
                .withExecutor(task -> {
                    used.countDown();
                    task.run();
                });
        assertThat(cache("ahead", EbbCacheSettings.of(Codecs.string(), policy)).get("a", () -> "1"))
                .isEqualTo("1");
        assertThat(used.getCount()).isZero();
    }

    @Test
    void shouldMakeCachesWhenTheyAreAskedForIfItMay() {
        Cache<byte[]> ebb = new Cache<>(backend, Codecs.bytes());
        EbbCacheManager fixed = new EbbCacheManager(ebb, Map.of("a", SETTINGS));
        assertThat(fixed.getCache("b")).isNull();
        assertThat(fixed.getCacheNames()).containsExactly("a");
        EbbCacheManager open = new EbbCacheManager(ebb, Map.of("a", SETTINGS), SETTINGS);
        assertThat(open.getCache("b")).isNotNull().isSameAs(open.getCache("b"));
        assertThat(open.getCacheNames()).containsExactlyInAnyOrder("a", "b");
        assertThatIllegalArgumentException().isThrownBy(() -> open.getCache("with:colon"));
        assertThatIllegalArgumentException().isThrownBy(() -> open.getCache("x".repeat(65)));
        assertThat(open.getCache("x".repeat(64))).isNotNull();
    }
}
