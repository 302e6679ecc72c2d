package io.ebbcache.client.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.client.codec.CodecException;
import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class BlockingCacheTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InMemoryBackend backend = new InMemoryBackend();
    private final BlockingCache<String> cache = new Cache<>(backend, new TextCodec()).blocking();

    @Test
    void shouldDoWhatTheAsynchronousOneDoes() {
        cache.set("a", "1");
        assertThat(cache.get("a")).contains("1");
        cache.set("a", "2", MINUTE);
        assertThat(cache.add("a", "3")).isFalse();
        assertThat(cache.add("b", "3", MINUTE)).isTrue();
        assertThat(cache.replace("c", "4")).isFalse();
        assertThat(cache.replace("b", "4", MINUTE)).isTrue();
        assertThat(cache.append("b", "5")).isTrue();
        assertThat(cache.prepend("b", "3")).isTrue();
        assertThat(cache.getAll(List.of("a", "b")).values())
                .containsEntry("b", "345")
                .containsEntry("a", "2");
        long version = cache.getVersioned("a").orElseThrow().version();
        assertThat(cache.compareAndSet("a", "6", version)).isEqualTo(CasResult.STORED);
        assertThat(cache.compareAndSet("a", "7", version, MINUTE)).isEqualTo(CasResult.CHANGED);
        assertThat(cache.increment("a", 4)).hasValue(10);
        assertThat(cache.decrement("a", 1)).hasValue(9);
        assertThat(cache.increment("n", 1, 5, MINUTE)).isEqualTo(5);
        assertThat(cache.decrement("n", 1, 5, MINUTE)).isEqualTo(4);
        assertThat(cache.touch("a", MINUTE)).isTrue();
        assertThat(cache.getAndTouch("a", MINUTE)).contains("9");
        assertThat(cache.invalidate("a", MINUTE)).isTrue();
        assertThat(cache.delete("a")).isTrue();
        assertThat(cache.getOrLoad("a", key -> key + "!", MINUTE)).isEqualTo("a!");
        assertThat(backend.text("a")).isEqualTo("a!");
        cache.flush();
        assertThat(cache.get("a")).isEmpty();
    }

    @Test
    void shouldThrowFailuresAsTheyAre() {
        cache.set("a", TextCodec.UNREADABLE);
        assertThatThrownBy(() -> cache.get("a")).isExactlyInstanceOf(CodecException.class);

        backend.fail(request -> true);
        assertThatThrownBy(() -> cache.get("a")).isExactlyInstanceOf(CacheException.class);
    }

    @Test
    void shouldThrowWhatTheLoaderThrows() {
        assertThatThrownBy(() -> cache.getOrLoad(
                        "a",
                        key -> {
                            throw new UnsupportedOperationException("no " + key);
                        },
                        MINUTE))
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessage("no a");
        assertThatThrownBy(() -> cache.getOrLoad(
                        "a",
                        key -> {
                            throw new AssertionError("an error");
                        },
                        MINUTE))
                .isExactlyInstanceOf(AssertionError.class);
    }

    @Test
    void shouldWrapOnlyWhatWouldHaveToBeDeclared() {
        backend.deliver(reply -> CompletableFuture.failedFuture(new IOException("gone")));

        assertThatThrownBy(() -> cache.get("a"))
                .isExactlyInstanceOf(CompletionException.class)
                .hasRootCauseExactlyInstanceOf(IOException.class);
    }

    @Test
    void shouldStayInterrupted() {
        CompletableFuture<Reply> never = new CompletableFuture<>();
        backend.deliver(reply -> never);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> cache.get("a"))
                .isExactlyInstanceOf(CacheException.class)
                .hasCauseExactlyInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
