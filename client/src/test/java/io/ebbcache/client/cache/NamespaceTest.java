package io.ebbcache.client.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.Keys;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NamespaceTest {
    private final InMemoryBackend backend = new InMemoryBackend();
    private final AtomicLong nanos = new AtomicLong();
    private final Cache<String> one = client();
    private final Cache<String> other = client();

    private Cache<String> client() {
        return new Cache<>(backend, new TextCodec(), KeySpace.whole(backend), nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void shouldKeepNamesApart() {
        Cache<String> users = one.namespace("users").cache();
        Cache<String> orders = one.namespace("orders").cache();
        users.set("1", "Ann").join();
        orders.set("1", "book").join();
        one.set("1", "root").join();

        assertThat(users.get("1").join()).contains("Ann");
        assertThat(orders.get("1").join()).contains("book");
        assertThat(one.get("1").join()).contains("root");
        String version = backend.text("users:version");
        assertThat(backend.text("users:" + version + ":1")).isEqualTo("Ann");
    }

    @Test
    void shouldShareValuesWithOtherClients() {
        one.namespace("users").cache().set("1", "Ann").join();

        assertThat(other.namespace("users").cache().get("1").join()).contains("Ann");
    }

    @Test
    void shouldWorkOnTheNamespaceWithAllMethods() {
        Cache<String> users = one.namespace("users").cache();
        one.set("1", "root").join();

        assertThat(users.add("1", "1").join()).isTrue();
        assertThat(users.increment("1", 1).join()).hasValue(2);
        assertThat(users.getAll(List.of("1", "2")).join().values()).containsOnlyKeys("1");
        assertThat(users.getOrLoad("2", key -> CompletableFuture.completedFuture(key + "!"), Duration.ofMinutes(1))
                        .join())
                .isEqualTo("2!");
        assertThat(users.withCodec(new TextCodec()).delete("2").join()).isTrue();
        users.flush().join();
        assertThat(users.get("1").join()).isEmpty();
        assertThat(one.get("1").join()).contains("root");
    }

    @Test
    void shouldInvalidateAllAtOnceHereAndSoonElsewhere() {
        Namespace<String> here = one.namespace("users", Duration.ofSeconds(5));
        Namespace<String> there = other.namespace("users", Duration.ofSeconds(5));
        here.cache().set("1", "Ann").join();
        assertThat(there.cache().get("1").join()).contains("Ann");

        here.invalidateAll().join();

        assertThat(here.cache().get("1").join()).isEmpty();
        pass(Duration.ofSeconds(5).minusNanos(1));
        assertThat(there.cache().get("1").join()).contains("Ann");
        pass(Duration.ofNanos(1));
        assertThat(there.cache().get("1").join()).isEmpty();
        there.cache().set("1", "Bob").join();
        assertThat(here.cache().get("1").join()).contains("Bob");
    }

    @Test
    void shouldAskForTheVersionOnceWhileItIsFresh() {
        Cache<String> users = one.namespace("users").cache();
        users.get("1").join();
        backend.takeAsked();

        users.get("1").join();
        users.get("2").join();
        assertThat(backend.takeAsked()).containsExactly(Verb.GET, Verb.GET);

        pass(Namespace.FRESHNESS);
        users.get("1").join();
        assertThat(backend.takeAsked()).containsExactly(Verb.GET, Verb.GET);
    }

    @Test
    void shouldAskForTheVersionEachTimeIfToldSo() {
        Namespace<String> here = one.namespace("users", Duration.ZERO);
        Namespace<String> there = other.namespace("users", Duration.ZERO);
        here.cache().set("1", "Ann").join();
        assertThat(there.cache().get("1").join()).contains("Ann");

        here.invalidateAll().join();

        assertThat(there.cache().get("1").join()).isEmpty();
    }

    @Test
    void shouldAskForTheVersionOnceForManyKeys() {
        Cache<String> users = one.namespace("users", Duration.ZERO).cache();
        users.get("1").join();
        backend.takeAsked();

        users.getAll(List.of("1", "2", "3")).join();

        assertThat(backend.takeAsked()).hasSize(4);
    }

    @Test
    void shouldFindNothingOldWhenTheVersionIsLost() {
        Cache<String> users = one.namespace("users").cache();
        users.set("1", "Ann").join();

        backend.lose("users:version");
        pass(Namespace.FRESHNESS);

        assertThat(users.get("1").join()).isEmpty();
        assertThat(other.namespace("users").cache().get("1").join()).isEmpty();
    }

    @Test
    void shouldTakeTheVersionThatWasStoredFirst() {
        // another client stores one between this one's question and its answer
        backend.deliver(reply -> {
            backend.deliver(next -> next);
            other.namespace("users").cache().set("1", "Ann").join();
            return reply;
        });

        assertThat(one.namespace("users").cache().get("1").join()).contains("Ann");
    }

    @Test
    void shouldNotKeepAVersionThatWasAskedForBeforeItsEnd() {
        Namespace<String> users = one.namespace("users");
        users.cache().set("1", "Ann").join();
        pass(Namespace.FRESHNESS);
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        backend.deliver(reply -> {
            backend.deliver(next -> next);
            return arrived.thenCompose(now -> reply);
        });
        CompletableFuture<?> begunBefore = users.cache().get("1");

        users.invalidateAll().join();
        arrived.complete(null);

        assertThat(begunBefore).isCompleted();
        assertThat(users.cache().get("1").join()).isEmpty();
    }

    @Test
    void shouldInvalidateNamesWithinNames() {
        Namespace<String> shop = one.namespace("shop");
        Namespace<String> users = shop.cache().namespace("users");
        users.cache().set("1", "Ann").join();
        shop.cache().set("users", "a value").join();
        assertThat(users.cache().get("1").join()).contains("Ann");

        users.invalidateAll().join();
        assertThat(users.cache().get("1").join()).isEmpty();
        assertThat(shop.cache().get("users").join()).contains("a value");

        users.cache().set("1", "Bob").join();
        shop.invalidateAll().join();
        assertThat(users.cache().get("1").join()).isEmpty();
        assertThat(shop.cache().get("users").join()).isEmpty();
    }

    @Test
    void shouldFailWhileTheVersionCannotBeHad() {
        Namespace<String> users = one.namespace("users");
        backend.fail(request -> true);
        assertThatThrownBy(() -> users.cache().blocking().get("1")).isExactlyInstanceOf(CacheException.class);
        assertThatThrownBy(() -> users.invalidateAll().get()).hasCauseExactlyInstanceOf(CacheException.class);
        assertThat(users.cache().getAll(List.of("1", "2")).join().failures()).containsOnlyKeys("1", "2");
        assertThat(users.cache().blocking().getOrLoad("1", key -> "loaded", Duration.ofMinutes(1)))
                .isEqualTo("loaded");

        backend.fail(request -> false);
        assertThat(users.cache().get("1").join()).isEmpty();
    }

    @Test
    void shouldFailWhereTheBackendThrows() {
        backend.deliver(reply -> {
            throw new IllegalStateException("a bug");
        });
        Cache<String> users = one.namespace("users").cache();

        assertThatThrownBy(() -> users.get("1").join()).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> users.get("1").join()).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(
                        () -> one.getOrLoad("1", key -> CompletableFuture.completedFuture(key), Duration.ofMinutes(1))
                                .join())
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldNotTakeJustAnythingForAVersion() {
        byte[] key = Keys.encode("users:version");
        for (String text : List.of("", "a:b", "x".repeat(40), "ü")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Reply stored =
                    backend.execute(Request.store(Verb.SET, key, 0, bytes, 0)).join();
            assertThat(stored.isDone()).isTrue();

            assertThatThrownBy(() -> one.namespace("users").cache().get("1").join())
                    .hasMessageContaining("users:version");
        }
    }

    @Test
    void shouldGiveUpOnAVersionThatDoesNotStay() {
        Namespace<String> users = one.namespace("users");
        backend.deliver(reply -> {
            backend.lose("users:version");
            return reply.thenApply(done -> Reply.NOT_STORED);
        });

        assertThatThrownBy(() -> users.cache().get("1").join()).hasMessageContaining("comes and goes");
    }

    @Test
    void shouldRefuseNamesThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> one.namespace("a:b"));
        assertThatIllegalArgumentException().isThrownBy(() -> one.namespace(""));
        assertThatIllegalArgumentException().isThrownBy(() -> one.namespace("a", Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> one.namespace("a", Duration.ofDays(31)));
        assertThatThrownBy(() -> one.namespace("n".repeat(249)).cache().get("1").join())
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }
}
