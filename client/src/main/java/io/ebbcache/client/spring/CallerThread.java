package io.ebbcache.client.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs tasks on the thread that waits for their result: what it has in thread locals, a transaction or a user, is there for them. When
 * it no longer waits, another executor runs them.
 */
final class CallerThread implements Executor {
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Executor afterwards;
    private boolean gone;

    CallerThread(Executor afterwards) {
        this.afterwards = afterwards;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (!gone) {
                tasks.add(task);
                return;
            }
        }
        afterwards.execute(task);
    }

    /** Waits and runs. Only once. */
    <T> T await(CompletableFuture<T> result) throws InterruptedException, ExecutionException {
        result.whenComplete((value, failure) -> tasks.add(() -> {}));
        try {
            while (!result.isDone()) {
                tasks.take().run();
            }
            return result.get();
        } finally {
            leave();
        }
    }

    private void leave() {
        List<Runnable> left = new ArrayList<>();
        synchronized (this) {
            gone = true;
            tasks.drainTo(left);
        }
        for (Runnable each : left) {
            try {
                afterwards.execute(each);
            } catch (RejectedExecutionException e) {
                // others may wait for it
                each.run();
            }
        }
    }
}
