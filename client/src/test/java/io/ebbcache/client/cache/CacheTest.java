package io.ebbcache.client.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.client.codec.Codec;
import io.ebbcache.client.codec.CodecException;
import io.ebbcache.client.codec.Encoded;
import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.Keys;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class CacheTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InMemoryBackend backend = new InMemoryBackend();
    private final Cache<String> cache = new Cache<>(backend, new TextCodec());

    @Test
    void shouldFindWhatWasStored() {
        cache.set("a", "1").join();
        cache.set("b", "2", Duration.ofMillis(1500)).join();

        assertThat(cache.get("a").join()).contains("1");
        assertThat(cache.get("b").join()).contains("2");
        assertThat(cache.get("c").join()).isEmpty();
        assertThat(backend.secondsLeft("a")).isEqualTo(Long.MAX_VALUE);
        assertThat(backend.secondsLeft("b")).isEqualTo(2);
    }

    @Test
    void shouldTakeKeysInUtf8() {
        cache.set("schlüssel ключ", "1").join();

        assertThat(cache.get("schlüssel ключ").join()).contains("1");
    }

    @Test
    void shouldRefuseBadArgumentsAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> cache.get(""));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.get("k".repeat(Keys.MAX_BYTES + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.set("a", "1", Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.touch("a", Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.increment("a", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.increment("a", 1, -1, MINUTE));
        assertThatThrownBy(() -> cache.set("a", TextCodec.UNWRITABLE)).isInstanceOf(CodecException.class);
        assertThat(backend.takeAsked()).isEmpty();
    }

    @Test
    void shouldFailWhereTheValueCannotBeRead() {
        cache.set("a", TextCodec.UNREADABLE).join();

        assertThatThrownBy(() -> cache.get("a").get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(CodecException.class);
    }

    @Test
    void shouldFailWhereTheBackendFails() {
        backend.fail(request -> true);

        assertThatThrownBy(() -> cache.set("a", "1").get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(CacheException.class)
                .hasMessage("the node is away");
    }

    @Test
    void shouldTellFoundFromFailedAmongMany() {
        for (String key : List.of("d", "a", "c")) {
            cache.set(key, key + "1").join();
        }
        cache.set("x", TextCodec.UNREADABLE).join();
        backend.fail(request -> Arrays.equals(request.key(), "c".getBytes(StandardCharsets.UTF_8)));

        Found<String> found =
                cache.getAll(List.of("d", "missing", "c", "a", "x", "d")).join();

        assertThat(found.values()).containsExactly(entry("d", "d1"), entry("a", "a1"));
        assertThat(found.failures()).containsOnlyKeys("c", "x");
        assertThat(found.failures().get("c")).isInstanceOf(CacheException.class);
        assertThat(found.failures().get("x")).isInstanceOf(CodecException.class);
        assertThat(found.isComplete()).isFalse();
        assertThatThrownBy(() -> found.values().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static Map.Entry<String, String> entry(String key, String value) {
        return Map.entry(key, value);
    }

    @Test
    void shouldFindNothingAmongNone() {
        Found<String> found = cache.getAll(List.of()).join();

        assertThat(found.values()).isEmpty();
        assertThat(found.isComplete()).isTrue();
    }

    @Test
    void shouldTouch() {
        cache.set("a", "1", MINUTE).join();

        assertThat(cache.touch("a", Duration.ofHours(1)).join()).isTrue();
        assertThat(backend.secondsLeft("a")).isEqualTo(3600);
        assertThat(cache.getAndTouch("a", Duration.ofHours(2)).join()).contains("1");
        assertThat(backend.secondsLeft("a")).isEqualTo(7200);
        assertThat(cache.touch("b", MINUTE).join()).isFalse();
        assertThat(cache.getAndTouch("b", MINUTE).join()).isEmpty();
    }

    @Test
    void shouldAddAndReplace() {
        assertThat(cache.replace("a", "0").join()).isFalse();
        assertThat(cache.add("a", "1", MINUTE).join()).isTrue();
        assertThat(cache.add("a", "2").join()).isFalse();
        assertThat(backend.text("a")).isEqualTo("1");
        assertThat(cache.replace("a", "3", MINUTE).join()).isTrue();
        assertThat(backend.text("a")).isEqualTo("3");
        assertThat(backend.secondsLeft("a")).isEqualTo(60);
        assertThat(cache.replace("a", "4").join()).isTrue();
        assertThat(backend.secondsLeft("a")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldExtend() {
        assertThat(cache.append("a", "x").join()).isFalse();
        cache.set("a", "b").join();

        assertThat(cache.append("a", "c").join()).isTrue();
        assertThat(cache.prepend("a", "a").join()).isTrue();
        assertThat(cache.get("a").join()).contains("abc");
    }

    @Test
    void shouldNotExtendWhatCannotBePutTogether() {
        Cache<Integer> numbers = cache.withCodec(new NumberCodec());

        assertThatThrownBy(() -> numbers.append("a", 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> numbers.prepend("a", 1)).isInstanceOf(IllegalStateException.class);
    }

    private static final class NumberCodec implements Codec<Integer> {
        @Override
        public Encoded encode(Integer value) {
            return new Encoded(0, value.toString().getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public Integer decode(int flags, byte[] bytes) {
            return Integer.valueOf(new String(bytes, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void shouldReadTheSameKeysWithAnotherCodec() {
        cache.set("a", "17").join();

        assertThat(cache.withCodec(new NumberCodec()).get("a").join()).contains(17);
    }

    @Test
    void shouldCompareAndSet() {
        assertThat(cache.getVersioned("a").join()).isEmpty();
        assertThat(cache.compareAndSet("a", "0", 1).join()).isEqualTo(CasResult.MISSING);
        cache.set("a", "1").join();
        Versioned<String> first = cache.getVersioned("a").join().orElseThrow();

        assertThat(first.value()).isEqualTo("1");
        assertThat(cache.compareAndSet("a", "2", first.version(), MINUTE).join())
                .isEqualTo(CasResult.STORED);
        assertThat(backend.secondsLeft("a")).isEqualTo(60);
        assertThat(cache.compareAndSet("a", "3", first.version()).join()).isEqualTo(CasResult.CHANGED);
        assertThat(backend.text("a")).isEqualTo("2");
    }

    @Test
    void shouldDelete() {
        cache.set("a", "1").join();

        assertThat(cache.delete("a").join()).isTrue();
        assertThat(cache.delete("a").join()).isFalse();
        assertThat(cache.get("a").join()).isEmpty();
    }

    @Test
    void shouldCount() {
        assertThat(cache.increment("a", 1).join()).isEmpty();
        assertThat(cache.increment("a", 1, 40, MINUTE).join()).isEqualTo(40);
        assertThat(backend.secondsLeft("a")).isEqualTo(60);
        assertThat(cache.increment("a", 2, 40, MINUTE).join()).isEqualTo(42);
        assertThat(cache.increment("a", 5).join()).hasValue(47);
        assertThat(cache.decrement("a", 7).join()).hasValue(40);
        assertThat(cache.decrement("a", 41, 3, MINUTE).join()).isZero();
        assertThat(cache.decrement("b", 41, 3, MINUTE).join()).isEqualTo(3);
        assertThat(cache.get("a").join()).contains("0");
    }

    @Test
    void shouldNotReadWhatIsNoLongerTrue() {
        cache.set("a", "1").join();

        assertThat(cache.invalidate("a", MINUTE).join()).isTrue();
        assertThat(cache.invalidate("b", MINUTE).join()).isFalse();
        assertThat(cache.get("a").join()).isEmpty();
        assertThat(backend.text("a")).isEqualTo("1");
        assertThat(backend.secondsLeft("a")).isEqualTo(60);
        assertThat(cache.add("a", "2").join()).isFalse();
        cache.set("a", "3").join();
        assertThat(cache.get("a").join()).contains("3");
    }

    @Test
    void shouldNotReadThePlaceOfAValueThatIsLoadedElsewhere() {
        backend.execute(Request.get(Keys.encode("a"), new Request.Claim(10, 0))).join();

        assertThat(cache.get("a").join()).isEmpty();
        assertThat(cache.getVersioned("a").join()).isEmpty();
        assertThat(cache.getAll(List.of("a")).join().values()).isEmpty();
    }

    @Test
    void shouldReadAnEmptyValue() {
        cache.set("a", "").join();

        assertThat(cache.get("a").join()).contains("");
    }

    @Test
    void shouldFlush() {
        cache.set("a", "1").join();

        cache.flush().join();

        assertThat(cache.get("a").join()).isEmpty();
        assertThat(backend.takeAsked()).containsExactly(Verb.SET, Verb.GET);
    }
}
