package io.ebbcache.store;

import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.region.residency.ResidencyMap;
import io.ebbcache.store.pressure.MemoryHeadroom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a store does on the side, on one thread: time, sealing what idles, free segments ahead of need, sweeping, looking. */
final class Maintenance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private static final long TICK_MILLIS = 100;
    private static final long SEAL_MILLIS = 1_000;
    private static final long RESIDENCY_MILLIS = 5_000;

    /** When no segment was taken for longer than this, none is kept ready. */
    private static final long IDLE_SECONDS = 1;

    /** Expired items that nobody asks for keep their slots so long at the most. */
    private static final long SWEEP_MILLIS = 30_000;

    /** Where the process itself must give memory back, it keeps this much of the limit free; nothing is populated below it. */
    private static final long HEADROOM_BYTES = 24L << 20;

    private final Store store;
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, Maintenance::thread);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final MemoryHeadroom headroom = MemoryHeadroom.ofThisProcess();
    private volatile ResidencyMap lastResidency;
    private long takenBefore;
    private long lastTaken;

    Maintenance(Store store, ResidencyMap residency) {
        this.store = store;
        this.lastResidency = residency;
        executor.setRemoveOnCancelPolicy(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "ebb-maintenance");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        every(TICK_MILLIS, this::tick);
        every(SEAL_MILLIS, this::seal);
        every(RESIDENCY_MILLIS, this::look);
        every(SWEEP_MILLIS, this::sweep);
    }

    /** A segment was taken: see soon that another one is free. May be called by any thread, returns at once. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                executor.execute(guarded(this::makeRoom));
            } catch (RejectedExecutionException e) {
                LOG.debug("the store is closing");
            }
        }
    }

    /** What was in memory at the last look. */
    ResidencyMap lastResidency() {
        return lastResidency;
    }

    private void tick() {
        store.clock().tick();
        store.flushIfDue();
        makeRoom();
    }

    private void makeRoom() {
        woken.set(false);
        relieve();
        store.allocator().replenish();
        store.pool().discardEnded();
        populate();
        if (store.allocator().isSweepDue()) {
            sweep();
        }
    }

    /**
     * While segments are taken, the next ones are made ready; where memory is so short that their pages would be somebody else's, no
     * more of them.
     */
    private void populate() {
        long taken = store.allocator().taken();
        if (taken != takenBefore) {
            takenBefore = taken;
            lastTaken = store.clock().now();
        }
        boolean idle = store.clock().now() - lastTaken > IDLE_SECONDS;
        int wanted = idle ? 0 : store.allocator().spare(Store.RESERVE_SEGMENTS);
        if (wanted <= store.pool().populated() || headroom.availableBytes() > HEADROOM_BYTES) {
            store.pool().keepPopulated(wanted);
        }
    }

    private void sweep() {
        long[] uses = store.allocator().sweepBegins();
        store.index().sweep();
        store.allocator().sweepEnded(uses);
    }

    /** The kernel takes pages of the other kinds itself. */
    private void relieve() {
        if (store.pool().region().kind() == RegionKind.EMULATED) {
            long missing = HEADROOM_BYTES - headroom.availableBytes();
            if (missing > 0) {
                store.pool().region().relieve(missing);
            }
        }
    }

    private void seal() {
        store.lanes().forEach(Lane::sealWritten);
    }

    private void look() {
        ResidencyMap residency = store.residency();
        lastResidency = residency;
        store.allocator().endDropped(residency);
    }

    private void every(long millis, Runnable task) {
        executor.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A scheduled task that throws would never run again. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("maintenance of the store failed; it goes on, please report this", e);
            }
        };
    }

    @Override
    public void close() {
        executor.shutdownNow();
        // its memory is about to be unmapped, so even an interrupted thread waits
        boolean interrupted = false;
        while (true) {
            try {
                if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("maintenance of the store does not end");
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        headroom.close();
    }
}
