package io.ebbcache.store;

import io.ebbcache.region.residency.ResidencyMap;
import io.ebbcache.region.segment.EndedSegment;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.region.segment.SegmentPool;
import io.ebbcache.region.segment.SegmentSupply;
import io.ebbcache.store.eviction.EvictionPolicy;
import io.ebbcache.store.stats.CounterCells;
import io.ebbcache.store.stats.StoreCounter;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Hands segments to the writers of all lanes, and ends segments where there is need: to make room, at a flush, at a lower limit,
 * or because the kernel has taken all of their pages. Called once in 2 MiB, so one lock serves.
 */
final class SegmentAllocator implements SegmentSupply {

    /**
     * A location holds eight bits of its segment's generation. No segment may be used so often again before all old locations
     * were swept from the index; with a margin.
     */
    private static final int MAX_USES_BETWEEN_SWEEPS = 200;

    /** After so many uses of one segment a sweep is wanted. */
    private static final int USES_WORTH_A_SWEEP = 100;

    private final SegmentPool pool;
    private final EvictionPolicy policy;
    private final boolean evict;
    private final int reserve;
    private final Runnable taken;
    private final EvictionWitness witness;
    private final CounterCells<StoreCounter> counters;
    private final long[] usesAtSweep;
    private int limit;
    private long takenCount;
    private int endedSinceSweep;
    private boolean sweepWanted;

    /**
     * An allocator over a pool.
     *
     * @param evict whether items that are alive may be given up
     * @param reserve free segments to keep ready
     * @param taken called whenever a segment was handed out or could not be; must return at once
     * @param witness sees every segment whose items are given up, before it ends
     */
    SegmentAllocator(
            SegmentPool pool,
            EvictionPolicy policy,
            boolean evict,
            int reserve,
            Runnable taken,
            EvictionWitness witness,
            CounterCells<StoreCounter> counters) {
        this.pool = pool;
        this.policy = policy;
        this.evict = evict;
        this.reserve = reserve;
        this.taken = taken;
        this.witness = witness;
        this.counters = counters;
        this.usesAtSweep = new long[pool.segments()];
        this.limit = pool.segments();
    }

    @Override
    public synchronized int acquire() {
        int segment = used() < limit ? pool.acquire() : SegmentPool.NONE;
        if (segment == SegmentPool.NONE && reclaim()) {
            // one for one, even above a limit that was lowered: the rest is not the writer's work
            segment = pool.acquire();
        }
        takenCount++;
        taken.run();
        return segment;
    }

    @Override
    public synchronized void sealed(int segment) {
        policy.sealed(segment);
    }

    /** Ends what is above the limit, and makes free segments ahead of need, as far as that costs no more than the need would. */
    void replenish() {
        while (replenishOne()) {
            // one at a time, so that no writer waits for long where many are above the limit
        }
    }

    private synchronized boolean replenishOne() {
        return limit - used() < reserve && reclaim();
    }

    /** Ends one segment to make room: a hollow one, or the one that the policy gives up. */
    private boolean reclaim() {
        OptionalInt hollow = policy.hollow(this::mayEnd);
        if (hollow.isPresent()) {
            return end(hollow.getAsInt()).isPresent();
        }
        if (!evict) {
            return false;
        }
        OptionalInt victim = policy.victim(this::mayEnd);
        if (victim.isEmpty()) {
            return false;
        }
        witness.beforeEviction(victim.getAsInt());
        Optional<EndedSegment> ended = end(victim.getAsInt());
        ended.ifPresent(segment -> {
            counters.addConcurrently(StoreCounter.EVICTIONS, segment.items());
            counters.addConcurrently(
                    StoreCounter.EVICTED_UNFETCHED, Math.max(0, segment.items() - segment.fetchedItems()));
        });
        return ended.isPresent();
    }

    /** Ends all sealed segments. */
    synchronized void endAll() {
        for (int segment : policy.segments()) {
            end(segment);
        }
    }

    /** Ends sealed segments that the kernel has taken whole. */
    synchronized void endDropped(ResidencyMap residency) {
        for (int segment : policy.segments()) {
            if (residency.isOf(segment, pool.uses(segment))
                    && residency.written(segment) > 0
                    && residency.present(segment) == 0) {
                end(segment).ifPresent(ended -> {
                    counters.addConcurrently(StoreCounter.DROPPED_ITEMS, ended.items());
                    witness.dropped(ended);
                });
            }
        }
    }

    /** Bounds the memory in use; what is above a lower bound is for {@link #replenish} to give up. */
    synchronized void limit(long bytes) {
        limit = (int) (bytes / SegmentLayout.SEGMENT_BYTES);
    }

    /** The bound in bytes. */
    synchronized long limitBytes() {
        return (long) limit * SegmentLayout.SEGMENT_BYTES;
    }

    /** Segments in use. */
    int used() {
        return pool.segments() - pool.free();
    }

    /** Segments that may be taken without another one being ended. */
    synchronized int free() {
        return Math.max(0, limit - used());
    }

    /** How often a segment was asked for. */
    synchronized long taken() {
        return takenCount;
    }

    /** How many of so many segments may be taken into use before the bound is reached. */
    synchronized int spare(int wanted) {
        return Math.max(0, Math.min(wanted, limit - used()));
    }

    /** Whether enough segments have ended, or one often enough, for a sweep of the index to be due. */
    synchronized boolean isSweepDue() {
        return sweepWanted || endedSinceSweep > limit / 4;
    }

    /** A sweep of the index begins: all locations of generations that are over now will be gone when it ends. */
    synchronized long[] sweepBegins() {
        endedSinceSweep = 0;
        sweepWanted = false;
        long[] uses = new long[pool.everUsed()];
        for (int segment = 0; segment < uses.length; segment++) {
            uses[segment] = pool.uses(segment);
        }
        return uses;
    }

    /** The sweep has ended. */
    synchronized void sweepEnded(long[] usesAtItsBegin) {
        System.arraycopy(usesAtItsBegin, 0, usesAtSweep, 0, usesAtItsBegin.length);
    }

    private boolean mayEnd(int segment) {
        return usesSinceSweep(segment) < MAX_USES_BETWEEN_SWEEPS;
    }

    private long usesSinceSweep(int segment) {
        return pool.uses(segment) - usesAtSweep[segment];
    }

    private Optional<EndedSegment> end(int segment) {
        if (!mayEnd(segment)) {
            return Optional.empty();
        }
        Optional<EndedSegment> ended = pool.end(segment);
        policy.ended(segment);
        endedSinceSweep++;
        sweepWanted |= usesSinceSweep(segment) >= USES_WORTH_A_SWEEP;
        return ended;
    }
}
