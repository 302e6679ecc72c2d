package io.ebbcache.client.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.codec.CodecException;
import io.ebbcache.client.operation.Keys;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GetOrLoadTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LoadPolicy POLICY = LoadPolicy.of(MINUTE).withWaitAtMost(Duration.ofSeconds(20));

    private final InMemoryBackend backend = new InMemoryBackend();
    private final Cache<String> one = new Cache<>(backend, new TextCodec());
    private final Cache<String> other = new Cache<>(backend, new TextCodec());
    private final CountingLoader loader = new CountingLoader();

    /** Gives what it is told to, and counts how often it is asked. */
    private static final class CountingLoader implements Loader<String> {
        final AtomicInteger calls = new AtomicInteger();
        volatile CompletableFuture<String> next = CompletableFuture.completedFuture("loaded");

        @Override
        public CompletionStage<String> load(String key) {
            calls.incrementAndGet();
            return next;
        }

        CompletableFuture<String> holdBack() {
            next = new CompletableFuture<>();
            return next;
        }

        void awaitCalls(int count) {
            await().until(() -> calls.get() == count);
        }
    }

    private static Loader<String> giving(String value) {
        return key -> CompletableFuture.completedFuture(value);
    }

    private static Loader<String> failing(Throwable failure) {
        return key -> CompletableFuture.failedFuture(failure);
    }

    private static final Loader<String> FORBIDDEN = key -> {
        throw new AssertionError("nothing is to be loaded");
    };

    @Test
    void shouldLoadWhatIsMissingAndStoreIt() {
        assertThat(one.getOrLoad("a", loader, POLICY).join()).isEqualTo("loaded");
        assertThat(backend.text("a")).isEqualTo("loaded");
        assertThat(backend.secondsLeft("a")).isEqualTo(60);
        assertThat(one.getOrLoad("a", FORBIDDEN, POLICY).join()).isEqualTo("loaded");
        assertThat(one.get("a").join()).contains("loaded");
        assertThat(loader.calls).hasValue(1);
    }

    @Test
    void shouldStoreForEverIfToldSo() {
        one.getOrLoad("a", loader, LoadPolicy.neverExpiring()).join();

        assertThat(backend.secondsLeft("a")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldCallTheLoaderOnTheExecutor() {
        AtomicReference<String> thread = new AtomicReference<>("");
        LoadPolicy policy = POLICY.withExecutor(task -> new Thread(task, "a loader").start());

        one.getOrLoad(
                        "a",
                        key -> {
                            thread.set(Thread.currentThread().getName());
                            return CompletableFuture.completedFuture("1");
                        },
                        policy)
                .join();

        assertThat(thread).hasValue("a loader");
    }

    @Test
    void shouldLoadOnceForManyThreads() throws Exception {
        int threads = 16;
        CompletableFuture<String> held = loader.holdBack();
        CyclicBarrier together = new CyclicBarrier(threads);
        List<CompletableFuture<String>> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            CompletableFuture<String> got = new CompletableFuture<>();
            callers.add(got);
            new Thread(() -> {
                        try {
                            together.await();
                            one.getOrLoad("a", loader, POLICY).whenComplete((value, failure) -> got.complete(value));
                        } catch (Exception e) {
                            got.completeExceptionally(e);
                        }
                    })
                    .start();
        }
        loader.awaitCalls(1);
        held.complete("1");

        for (Future<String> each : callers) {
            assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo("1");
        }
        assertThat(loader.calls).hasValue(1);
    }

    @Test
    void shouldLoadOnceForManyClients() {
        CompletableFuture<String> held = loader.holdBack();
        CompletableFuture<String> first = one.getOrLoad("a", loader, POLICY);
        loader.awaitCalls(1);
        backend.takeAsked();
        CompletableFuture<String> second = other.getOrLoad("a", FORBIDDEN, POLICY);
        await().until(() -> backend.takeAsked().size() > 1);

        assertThat(second).isNotDone();
        held.complete("1");

        assertThat(first.join()).isEqualTo("1");
        assertThat(second.join()).isEqualTo("1");
    }

    @Test
    void shouldFailAsTheLoaderDoesAndLetTheNextOneTry() {
        IOException broken = new IOException("broken");

        assertThatThrownBy(() -> one.getOrLoad("a", failing(broken), POLICY).get())
                .cause()
                .isSameAs(broken);
        assertThat(backend.keys()).isEmpty();
        assertThat(one.getOrLoad("a", loader, POLICY).join()).isEqualTo("loaded");
    }

    @Test
    void shouldFailWithTheLoaderEvenIfThePlaceholderCannotBeRemoved() {
        IOException broken = new IOException("broken");
        backend.fail(request -> request.verb() == Verb.DELETE);

        assertThatThrownBy(() -> one.getOrLoad("a", failing(broken), POLICY).get())
                .cause()
                .isSameAs(broken);
    }

    @Test
    void shouldTakeOverFromAClientWhoseLoaderFails() {
        CompletableFuture<String> held = loader.holdBack();
        CompletableFuture<String> first = one.getOrLoad("a", loader, POLICY);
        loader.awaitCalls(1);
        CompletableFuture<String> second = other.getOrLoad("a", giving("2"), POLICY);

        held.completeExceptionally(new IOException("broken"));

        assertThat(second.join()).isEqualTo("2");
        assertThat(first).isCompletedExceptionally();
        assertThat(backend.text("a")).isEqualTo("2");
    }

    @Test
    void shouldFailWithoutAValueOrAStageOrAThread() {
        LoadPolicy nobody = POLICY.withExecutor(task -> {
            throw new RejectedExecutionException("nobody works here");
        });
        assertThatThrownBy(() -> one.blocking().getOrLoad("a", key -> none(), POLICY))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("no value");
        assertThatThrownBy(() -> one.getOrLoad("a", key -> none(), POLICY).join())
                .hasCauseInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> one.getOrLoad("a", loader, nobody).join())
                .hasCauseInstanceOf(RejectedExecutionException.class);
        assertThat(backend.keys()).isEmpty();
    }

    /** What code without null checks gives. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T none() {
        return null;
    }

    @Test
    void shouldFailWithAValueThatCannotBeStored() {
        assertThatThrownBy(() ->
                        one.getOrLoad("a", giving(TextCodec.UNWRITABLE), POLICY).join())
                .hasCauseInstanceOf(CodecException.class);
        assertThat(backend.keys()).isEmpty();
    }

    @Test
    void shouldNotUndoADeleteDuringTheLoad() {
        CompletableFuture<String> held = loader.holdBack();
        CompletableFuture<String> first = one.getOrLoad("a", loader, POLICY);
        loader.awaitCalls(1);

        other.delete("a").join();
        held.complete("old");

        assertThat(first.join()).isEqualTo("old");
        assertThat(backend.text("a")).isEqualTo("nothing");
    }

    @Test
    void shouldNotJoinALoadThatBeganBeforeAChange() {
        CompletableFuture<String> held = loader.holdBack();
        CompletableFuture<String> first = one.getOrLoad("a", loader, POLICY);
        loader.awaitCalls(1);

        one.delete("a").join();
        CompletableFuture<String> second = one.getOrLoad("a", giving("new"), POLICY);

        assertThat(second.join()).isEqualTo("new");
        held.complete("old");
        assertThat(first.join()).isEqualTo("old");
        assertThat(backend.text("a")).isEqualTo("new");
    }

    @Test
    void shouldNotJoinALoadThatBeganBeforeAFlush() {
        loader.holdBack();
        CompletableFuture<String> first = one.getOrLoad("a", loader, POLICY);
        loader.awaitCalls(1);

        one.flush().join();

        assertThat(one.getOrLoad("a", giving("new"), POLICY).join()).isEqualTo("new");
        assertThat(first).isNotDone();
    }

    @Test
    void shouldNotOverwriteWhatWasStoredDuringTheLoad() {
        CompletableFuture<String> held = loader.holdBack();
        CompletableFuture<String> first = one.getOrLoad("a", loader, POLICY);
        loader.awaitCalls(1);

        other.set("a", "new").join();
        held.complete("old");

        assertThat(first.join()).isEqualTo("old");
        assertThat(backend.text("a")).isEqualTo("new");
    }

    @Test
    void shouldGiveTheStaleValueToAllButOne() {
        one.set("a", "old").join();
        one.invalidate("a", MINUTE).join();
        CompletableFuture<String> held = loader.holdBack();
        CompletableFuture<String> winner = one.getOrLoad("a", loader, POLICY);
        loader.awaitCalls(1);

        assertThat(other.getOrLoad("a", FORBIDDEN, POLICY).join()).isEqualTo("old");
        held.complete("new");

        assertThat(winner.join()).isEqualTo("new");
        assertThat(other.getOrLoad("a", FORBIDDEN, POLICY).join()).isEqualTo("new");
        assertThat(other.get("a").join()).contains("new");
    }

    @Test
    void shouldNotStoreWhatWasInvalidatedDuringTheLoad() {
        one.set("a", "old").join();
        one.invalidate("a", MINUTE).join();
        CompletableFuture<String> held = loader.holdBack();
        CompletableFuture<String> winner = one.getOrLoad("a", loader, POLICY);
        loader.awaitCalls(1);

        other.invalidate("a", MINUTE).join();
        held.complete("between");

        assertThat(winner.join()).isEqualTo("between");
        assertThat(other.getOrLoad("a", giving("new"), POLICY).join()).isEqualTo("new");
        assertThat(backend.text("a")).isEqualTo("new");
    }

    @Test
    void shouldKeepTheStaleValueWhileItMayIfTheLoaderFails() {
        one.set("a", "old").join();
        one.invalidate("a", MINUTE).join();

        assertThat(one.getOrLoad("a", failing(new IOException("broken")), POLICY)
                        .join())
                .isEqualTo("old");
        assertThat(other.getOrLoad("a", FORBIDDEN, POLICY).join()).isEqualTo("old");
        backend.pass(60);
        assertThat(other.getOrLoad("a", giving("new"), POLICY).join()).isEqualTo("new");
    }

    @Test
    void shouldRefreshInTheBackgroundWhatEndsSoon() {
        LoadPolicy policy = POLICY.withRefreshAhead(Duration.ofSeconds(10));
        one.set("a", "old", MINUTE).join();
        backend.pass(50);
        assertThat(one.getOrLoad("a", FORBIDDEN, policy).join()).isEqualTo("old");
        backend.pass(1);
        CompletableFuture<String> held = loader.holdBack();

        assertThat(one.getOrLoad("a", loader, policy).join()).isEqualTo("old");
        loader.awaitCalls(1);
        assertThat(one.getOrLoad("a", FORBIDDEN, policy).join()).isEqualTo("old");
        assertThat(other.getOrLoad("a", FORBIDDEN, policy).join()).isEqualTo("old");
        assertThat(other.get("a").join()).contains("old");

        held.complete("new");
        await().until(() -> backend.text("a").equals("new"));
        assertThat(backend.secondsLeft("a")).isEqualTo(60);
    }

    @Test
    void shouldKeepTheValueIfItsRefreshFails() {
        LoadPolicy policy = POLICY.withRefreshAhead(Duration.ofSeconds(10)).withExecutor(Runnable::run);
        one.set("a", "old", Duration.ofSeconds(5)).join();

        assertThat(one.getOrLoad("a", failing(new IOException("broken")), policy)
                        .join())
                .isEqualTo("old");
        assertThat(backend.text("a")).isEqualTo("old");
    }

    @Test
    void shouldLoadItselfWhenPatienceEnds() {
        claim("a", 60);

        assertThat(one.getOrLoad("a", giving("mine"), POLICY.withWaitAtMost(Duration.ofMillis(30)))
                        .join())
                .isEqualTo("mine");
        assertThat(backend.text("a")).isEqualTo("mine");
    }

    @Test
    void shouldLoadAtOnceWithoutPatience() {
        claim("a", 60);
        backend.takeAsked();

        assertThat(one.getOrLoad("a", giving("mine"), POLICY.withWaitAtMost(Duration.ZERO))
                        .join())
                .isEqualTo("mine");
        assertThat(backend.takeAsked()).containsExactly(Verb.GET, Verb.CAS);
    }

    @Test
    void shouldLeaveThePlaceholderOfAnotherEvenIfTheLoaderFails() {
        claim("a", 60);

        assertThatThrownBy(() -> one.getOrLoad(
                                "a", failing(new IOException("broken")), POLICY.withWaitAtMost(Duration.ZERO))
                        .join())
                .hasCauseInstanceOf(IOException.class);
        assertThat(backend.keys()).containsExactly("a");
    }

    @Test
    void shouldTakeOverWhenTheClaimEnds() {
        claim("a", 10);
        CompletableFuture<String> waiting = one.getOrLoad("a", giving("mine"), POLICY);
        await().until(() -> backend.takeAsked().size() > 1);
        assertThat(waiting).isNotDone();

        backend.pass(10);

        assertThat(waiting.join()).isEqualTo("mine");
    }

    private void claim(String key, long seconds) {
        backend.execute(Request.get(Keys.encode(key), new Request.Claim(seconds, 0)))
                .join();
    }

    @Test
    void shouldLoadWithoutACacheThatFails() {
        backend.fail(request -> true);

        assertThat(one.getOrLoad("a", loader, POLICY).join()).isEqualTo("loaded");
        assertThat(one.getOrLoad("a", loader, POLICY).join()).isEqualTo("loaded");
        assertThat(loader.calls).hasValue(2);
    }

    @Test
    void shouldReturnWhatCannotBeStored() {
        backend.fail(request -> request.verb() == Verb.CAS);

        assertThat(one.getOrLoad("a", loader, POLICY).join()).isEqualTo("loaded");
    }

    @Test
    void shouldFailWhereTheBackendHasABug() {
        backend.deliver(reply -> CompletableFuture.failedFuture(new IllegalStateException("a bug")));

        assertThatThrownBy(() -> one.getOrLoad("a", loader, POLICY).join())
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(loader.calls).hasValue(0);
    }

    @Test
    void shouldAddWhereServersKnowNoClaims() {
        backend.withoutMeta();

        assertThat(one.getOrLoad("a", loader, POLICY).join()).isEqualTo("loaded");
        assertThat(backend.takeAsked()).containsExactly(Verb.GET, Verb.ADD);
        assertThat(one.getOrLoad("a", FORBIDDEN, POLICY).join()).isEqualTo("loaded");
        assertThat(backend.secondsLeft("a")).isEqualTo(60);
        assertThat(one.invalidate("a", MINUTE).join()).isTrue();
        assertThat(one.getOrLoad("a", giving("new"), POLICY).join()).isEqualTo("new");
    }

    @Test
    void shouldLoadAnewWhatCannotBeRead() {
        one.set("a", TextCodec.UNREADABLE).join();

        assertThat(one.getOrLoad("a", loader, POLICY).join()).isEqualTo("loaded");
        assertThat(backend.text("a")).isEqualTo("loaded");
    }

    @Test
    void shouldReturnAnEmptyValue() {
        one.getOrLoad("a", giving(""), POLICY).join();

        assertThat(one.getOrLoad("a", FORBIDDEN, POLICY).join()).isEmpty();
    }

    @Test
    void shouldNotHarmOthersWhoShareALoadWhenOneGivesUp() {
        CompletableFuture<String> held = loader.holdBack();
        CompletableFuture<String> first = one.getOrLoad("a", loader, POLICY);
        CompletableFuture<String> second = one.getOrLoad("a", loader, POLICY);
        loader.awaitCalls(1);

        assertThat(first.cancel(true)).isTrue();
        held.complete("1");

        assertThat(second.join()).isEqualTo("1");
        assertThat(backend.text("a")).isEqualTo("1");
    }

    /** Two clients with four threads each, one key after the other: each key is loaded once. */
    @Test
    void shouldLoadOnceForManyThreadsOfManyClients() throws Exception {
        int keys = 200;
        AtomicInteger[] loads = new AtomicInteger[keys];
        Arrays.setAll(loads, i -> new AtomicInteger());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CyclicBarrier together = new CyclicBarrier(8);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                BlockingCache<String> cache = (thread % 2 == 0 ? one : other).blocking();
                running.add(threads.submit(() -> {
                    for (int i = 0; i < keys; i++) {
                        AtomicInteger count = loads[i];
                        together.await();
                        String value = cache.getOrLoad("key" + i, key -> key + "." + count.incrementAndGet(), POLICY);
                        assertThat(value).isEqualTo("key" + i + ".1");
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
}
