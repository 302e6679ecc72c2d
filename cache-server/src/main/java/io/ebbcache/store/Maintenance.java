package io.ebbcache.store;

import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.region.residency.ResidencyMap;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.store.pressure.MemoryHeadroom;
import io.ebbcache.store.pressure.PressureControl;
import io.ebbcache.store.pressure.ProcessMemory;
import io.ebbcache.store.pressure.StallWatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a store does on the side, on one thread: time, expiry, room ahead of need, giving way to others, sealing what idles,
 * sweeping, looking.
 */
final class Maintenance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private static final long TICK_MILLIS = 100;
    /** A neighbour can take a hundred megabytes between two ticks. */
    private static final long GIVE_WAY_MILLIS = 25;

    private static final long SECOND_MILLIS = 1_000;

    /** A look takes a part of the time since the last one that is no larger than one in so many. */
    private static final long LOOK_DIVISOR = 100;

    /** While memory is short, it may take more: what the kernel has taken decides on what is given up. */
    private static final long SHORT_LOOK_DIVISOR = 10;

    /** When no segment was taken for longer than this, none is kept populated. */
    private static final long IDLE_SECONDS = 1;

    private static final int POPULATED_SEGMENTS = 2;

    /** Expired items that nobody asks for keep their slots so long at the most. */
    private static final long SWEEP_MILLIS = 30_000;

    /** Where the process itself must give memory back, it keeps this much of the limit free; nothing is populated below it. */
    private static final long HEADROOM_BYTES = 24L << 20;

    /** Where the kernel takes it if need be, it is asked to as seldom as this much makes it. */
    private static final long KERNELS_HEADROOM_BYTES = 8L << 20;

    /** What is given up to others is worth a line in the log from so many segments on, and one part of so many of all. */
    private static final int MIN_TOLD_SEGMENTS = 4;

    private static final int TOLD_DIVISOR = 16;

    /** The machine's stalls matter where less is spare than one part of so many of what the store has. */
    private static final int STALLS_MATTER_DIVISOR = 16;

    private final Store store;
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, Maintenance::thread);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final MemoryHeadroom headroom = MemoryHeadroom.ofThisProcess();
    private final StallWatch stalls = StallWatch.ofThisProcess();
    private final PressureControl pressure = new PressureControl(System::nanoTime);
    private final ProcessMemory process = ProcessMemory.ofThisProcess();
    private volatile Look lastLook;
    private long lookedAt;
    private long lookNanos;
    private long takenBefore;
    private long lastTaken;
    private boolean saidShort;

    /** Given up to others since all was calm. */
    private long shedSegments;

    Maintenance(Store store, ResidencyMap residency) {
        this.store = store;
        this.lastLook = Look.of(residency, process.residentBytes());
        executor.setRemoveOnCancelPolicy(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "ebb-maintenance");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        every(TICK_MILLIS, this::tick);
        every(GIVE_WAY_MILLIS, this::giveWay);
        every(SECOND_MILLIS, this::everySecond);
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

    /** Makes room, and returns when that is done. */
    void awaitRoom() throws InterruptedException {
        try {
            executor.submit(guarded(this::makeRoom)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a guarded task does not throw", e);
        }
    }

    /** What was in memory at the last look. */
    Look lastLook() {
        return lastLook;
    }

    /** The same, as far as it is about values. */
    ResidencyMap lastResidency() {
        return lastLook.residency();
    }

    private void tick() {
        store.clock().tick();
        store.flushIfDue();
        endExpired();
        makeRoom();
    }

    private void makeRoom() {
        woken.set(false);
        relieve();
        store.cleaner().makeRoom(reserve(), lastResidency(), SegmentCleaner.Cause.EVICT);
        store.pool().discardEnded();
        populate();
        if (store.allocator().isSweepDue()) {
            sweep();
        }
    }

    private int reserve() {
        return StoreConfig.reserveSegments(store.limitBytes());
    }

    private void endExpired() {
        long now = store.clock().now();
        IntPredicate isOver = segment -> store.expiry().isOver(store.pool().location(segment, 0), now);
        store.lanes().forEach(lane -> lane.closeSegmentsIf(isOver));
        store.cleaner().closeSegmentsIf(isOver);
        store.allocator().endExpired(isOver);
    }

    /** Gives memory up before the kernel has to take it, and takes no more than others leave. */
    private void giveWay() {
        if (!store.config().policy().shed()) {
            return;
        }
        boolean emulated = store.pool().region().kind() == RegionKind.EMULATED;
        long ownBytes = (long) store.allocator().used() * SegmentLayout.SEGMENT_BYTES;
        MemoryHeadroom.Spare spare =
                headroom.spare(emulated ? 0 : ownBytes, emulated ? HEADROOM_BYTES : KERNELS_HEADROOM_BYTES);
        long readyBytes = (long) reserve() * SegmentLayout.SEGMENT_BYTES;
        // where only the machine tells, who waits may wait at another limit
        boolean stalled =
                stalls.isStalled() && (stalls.isOfGroup() || spare.bytes() < ownBytes / STALLS_MATTER_DIVISOR);
        long bytes = pressure.mayTake(spare.bytes(), ownBytes, readyBytes, stalled);
        long segments = Math.floorDiv(bytes, (long) SegmentLayout.SEGMENT_BYTES);
        store.allocator().spareUnderPressure((int) Math.min(segments, Integer.MAX_VALUE / 2));
        if (segments < 0) {
            shedSegments -= segments;
            look(SHORT_LOOK_DIVISOR);
            store.cleaner().makeRoom(0, lastResidency(), SegmentCleaner.Cause.SHED);
            store.pool().keepPopulated(0);
        }
        tell(spare.source());
    }

    /** A little to and fro is usual in a cache that has all the memory there is. */
    private void tell(String source) {
        if (!saidShort && shedSegments > MIN_TOLD_SEGMENTS + store.allocator().used() / TOLD_DIVISOR) {
            saidShort = true;
            LOG.info("{} is short of memory: giving up what is least asked for", source);
        }
        if (!pressure.isShort()) {
            if (saidShort) {
                LOG.info(
                        "memory is no longer short: {} MiB were given up",
                        (shedSegments * SegmentLayout.SEGMENT_BYTES) >> 20);
            }
            saidShort = false;
            shedSegments = 0;
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
        int wanted = idle ? 0 : Math.min(POPULATED_SEGMENTS, store.allocator().free());
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

    private void everySecond() {
        store.lanes().forEach(Lane::sealWritten);
        store.cleaner().sealWritten();
        StoreStatistics statistics = store.statistics();
        store.ghosts().cacheHolds(statistics.currItems(), statistics.segments() * StoreStatistics.SEGMENT_BYTES);
        look(LOOK_DIVISOR);
    }

    private void look(long divisor) {
        long begin = System.nanoTime();
        if (begin - lookedAt < lookNanos * divisor) {
            return;
        }
        long processBefore = process.residentBytes();
        ResidencyMap residency = store.residency();
        Look look = Look.of(residency, (processBefore + process.residentBytes()) / 2); // a scan takes its time
        lookedAt = System.nanoTime();
        lookNanos = lookedAt - begin;
        lastLook = look;
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
        process.close();
        headroom.close();
        stalls.close();
    }
}
