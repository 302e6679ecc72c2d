package io.ebbcache.region.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tasks that run at the same time, each in a thread of its own. */
public final class Together {

    /** A task that may fail. */
    public interface Task {
        void run() throws Exception;
    }

    private Together() {}

    /** Runs tasks until all have ended; fails as the first of them that failed. */
    public static void run(Collection<? extends Task> tasks) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Callable<Boolean>> callables = new ArrayList<>();
            for (Task task : tasks) {
                callables.add(() -> {
                    task.run();
                    return true;
                });
            }
            for (Future<Boolean> future : threads.invokeAll(callables)) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a thread failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
