package io.ebbcache.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallerThreadTest {

    private static void reject(Runnable task) {
        throw new RejectedExecutionException("full");
    }

    @Test
    void shouldRunOnTheThreadThatWaits() throws Exception {
        CallerThread caller = new CallerThread(CallerThreadTest::reject);
        CompletableFuture<Thread> where = CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS))
                .thenApplyAsync(done -> Thread.currentThread(), caller);
        assertThat(caller.await(where)).isSameAs(Thread.currentThread());
    }

    @Test
    void shouldThrowTheFailure() {
        CallerThread caller = new CallerThread(CallerThreadTest::reject);
        CompletableFuture<String> result = CompletableFuture.supplyAsync(
                () -> {
                    throw new IllegalStateException("no");
                },
                caller);
        assertThatThrownBy(() -> caller.await(result))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldHandOverWhatIsLeftWhenItIsInterrupted() throws Exception {
        CallerThread caller = new CallerThread(Runnable::run);
        CompletableFuture<String> left = CompletableFuture.supplyAsync(() -> "ran", caller);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> caller.await(new CompletableFuture<>())).isInstanceOf(InterruptedException.class);
        assertThat(left).isCompletedWithValue("ran");
        assertThat(CompletableFuture.supplyAsync(() -> "later", caller)).isCompletedWithValue("later");
    }

    @Test
    void shouldRunWhatIsLeftItselfIfNobodyElseDoes() {
        CallerThread caller = new CallerThread(CallerThreadTest::reject);
        CompletableFuture<String> left = CompletableFuture.supplyAsync(() -> "ran", caller);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> caller.await(new CompletableFuture<>())).isInstanceOf(InterruptedException.class);
        assertThat(left).isCompletedWithValue("ran");
    }
}
