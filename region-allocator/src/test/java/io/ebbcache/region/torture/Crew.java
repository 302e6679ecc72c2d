package io.ebbcache.region.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that repeat a step each until they are told to stop. */
final class Crew implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> all = new ArrayList<>();
    private volatile boolean stopped;

    void repeat(Runnable step) {
        all.add(threads.submit(() -> {
            while (!stopped) {
                step.run();
            }
        }));
    }

    /** Whether nobody has failed. */
    boolean isWell() {
        return all.stream().noneMatch(Future::isDone);
    }

    /** Stops all and waits for them; fails if one has failed. */
    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
        AssertionError failure = null;
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                failure = new AssertionError("a thread failed: " + e.getCause(), e.getCause());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
