package io.ebbcache.store;

import io.ebbcache.region.residency.ResidencyMap;
import io.ebbcache.region.segment.EndedSegment;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.region.segment.SegmentPool;
import io.ebbcache.region.segment.SegmentSupply;
import io.ebbcache.store.eviction.EvictionPolicy;
import io.ebbcache.store.eviction.LossCause;
import io.ebbcache.store.eviction.SegmentQueue;
import io.ebbcache.store.stats.CounterCells;
import io.ebbcache.store.stats.StoreCounter;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Hands segments to the writers of all lanes, and ends segments where there is need: to make room, at a flush, at a lower limit,
 * when all in them has expired, or because the kernel has taken all of their pages. Called once in 2 MiB, so one lock serves.
 *
 * <p>Which segment is given up next is decided here; what is worth keeping of it is saved by the {@link SegmentCleaner}, ahead of
 * need. Only where writers are faster than that a segment is ended as it is.
 */
final class SegmentAllocator implements SegmentSupply {

    /**
     * A location holds eight bits of its segment's generation. No segment may be used so often again before all old locations
     * were swept from the index; with a margin.
     */
    private static final int MAX_USES_BETWEEN_SWEEPS = 200;

    /** After so many uses of one segment a sweep is wanted. */
    private static final int USES_WORTH_A_SWEEP = 100;

    /** Segments that are left to the cleaner, so that it can always begin. */
    private static final int CLEANERS_SEGMENTS = 1;

    private final SegmentPool pool;
    private final EvictionPolicy policy;
    private final boolean evict;
    private final Runnable taken;
    private final EvictionWitness witness;
    private final CounterCells<StoreCounter> counters;
    private final long[] usesAtSweep;

    /** Why what was alive in each segment when it ended last was lost; of no use where nothing was. */
    private final @Nullable LossCause[] lossCauses;

    /** Segments in which little is alive, but of values that have much of theirs in others. */
    private final BitSet notWorthCleaning = new BitSet();

    private final SegmentSupply main = new MainSupply();
    private int limit;

    /** Segments that may be in use as far as the memory of others allows. */
    private int pressureLimit = Integer.MAX_VALUE;

    /** The segment that is being cleaned, which nobody else gives up meanwhile. */
    private int inCleaning = SegmentPool.NONE;

    private long takenCount;
    private int endedSinceSweep;
    private boolean sweepWanted;

    /**
     * An allocator over a pool.
     *
     * @param evict whether items that are alive may be given up
     * @param taken called whenever a segment was handed out or could not be; must return at once
     * @param witness sees every segment whose items are given up unlooked at, before it ends
     */
    SegmentAllocator(
            SegmentPool pool,
            EvictionPolicy policy,
            boolean evict,
            Runnable taken,
            EvictionWitness witness,
            CounterCells<StoreCounter> counters) {
        this.pool = pool;
        this.policy = policy;
        this.evict = evict;
        this.taken = taken;
        this.witness = witness;
        this.counters = counters;
        this.usesAtSweep = new long[pool.segments()];
        this.lossCauses = new LossCause[pool.segments()];
        this.limit = pool.segments();
    }

    @Override
    public synchronized int acquire() {
        int segment = spare() > 0 ? pool.acquire() : SegmentPool.NONE;
        if (segment == SegmentPool.NONE && reclaimAtOnce()) {
            // one for one, even above a limit that was lowered: the rest is not the writer's work
            segment = pool.acquire();
        }
        takenCount++;
        taken.run();
        return segment;
    }

    @Override
    public synchronized void sealed(int segment) {
        policy.sealed(segment, SegmentQueue.SMALL);
    }

    /** Where what is kept of a segment gets its own: from what is free, as room is being made. */
    SegmentSupply main() {
        return main;
    }

    /** For a writer that cannot wait: one in which nothing is alive, or the next to be given up, as it is. */
    private boolean reclaimAtOnce() {
        OptionalInt hollow = firstHollow(this::mayEnd);
        if (hollow.isPresent()) {
            return end(hollow.getAsInt(), null).isPresent();
        }
        OptionalInt victim = evict ? policy.victim(this::mayEnd) : OptionalInt.empty();
        if (victim.isEmpty()) {
            return false;
        }
        witness.beforeEviction(victim.getAsInt());
        Optional<EndedSegment> ended = end(victim.getAsInt(), LossCause.EVICTED);
        ended.ifPresent(segment -> {
            counters.addConcurrently(StoreCounter.SEGMENTS_EVICTED_UNSORTED, 1);
            counters.addConcurrently(StoreCounter.EVICTIONS, segment.items());
            counters.addConcurrently(
                    StoreCounter.EVICTED_UNFETCHED, Math.max(0, segment.items() - segment.fetchedItems()));
        });
        return ended.isPresent();
    }

    private OptionalInt firstHollow(IntPredicate allowed) {
        for (int segment : policy.segments()) {
            if (pool.occupancy().isHollow(segment) && allowed.test(segment)) {
                return OptionalInt.of(segment);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The next segment to be cleaned if fewer than so many may be taken without that; none while another one is in cleaning.
     *
     * @param hollowBytes a segment with less than this alive is given up first, as all of that can be copied together
     * @param residency what the kernel had left of the segments at the last look
     */
    synchronized Optional<Victim> nextVictim(int reserve, long hollowBytes, ResidencyMap residency) {
        if (spare() >= reserve || inCleaning != SegmentPool.NONE) {
            return Optional.empty();
        }
        OptionalInt hollow = hollowest(hollowBytes, residency);
        OptionalInt chosen = hollow.isPresent() || !evict ? hollow : policy.victim(this::mayEnd);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        inCleaning = chosen.getAsInt();
        return Optional.of(new Victim(inCleaning, policy.queueOf(inCleaning), hollow.isPresent()));
    }

    /** The segment with the least alive, as far as the kernel has left it, if that is little enough. */
    private OptionalInt hollowest(long hollowBytes, ResidencyMap residency) {
        AliveBytes bytes = new AliveBytes(pool, residency);
        int chosen = SegmentPool.NONE;
        long least = hollowBytes;
        for (int segment : policy.segments()) {
            long alive = bytes.of(segment);
            if (alive < least && mayEnd(segment) && !notWorthCleaning.get(segment)) {
                least = alive;
                chosen = segment;
            }
        }
        return chosen == SegmentPool.NONE ? OptionalInt.empty() : OptionalInt.of(chosen);
    }

    /** Ends a segment that was cleaned; empty if it has ended before. */
    synchronized Optional<EndedSegment> cleaned(Victim victim) {
        inCleaning = SegmentPool.NONE;
        return end(victim.segment(), LossCause.DROPPED); // what could be read has its place elsewhere, or none
    }

    /** The segment that was to be cleaned stays, and is not worth another try for some time. */
    synchronized void notWorthCleaning(Victim victim) {
        inCleaning = SegmentPool.NONE;
        notWorthCleaning.set(victim.segment());
    }

    /** Ends all sealed segments. */
    synchronized void endAll() {
        for (int segment : policy.segments()) {
            end(segment, null);
        }
    }

    /** Ends sealed segments that the kernel has taken whole. */
    synchronized void endDropped(ResidencyMap residency) {
        for (int segment : policy.segments()) {
            if (residency.isOf(segment, pool.uses(segment))
                    && residency.written(segment) > 0
                    && residency.present(segment) == 0) {
                end(segment, LossCause.DROPPED).ifPresent(ended -> {
                    counters.addConcurrently(StoreCounter.DROPPED_ITEMS, ended.items());
                    witness.dropped(ended);
                });
            }
        }
    }

    /** Ends sealed segments in which all has expired. */
    synchronized void endExpired(IntPredicate isOver) {
        for (int segment : policy.segments()) {
            if (isOver.test(segment)) {
                end(segment, null).ifPresent(ended -> {
                    counters.addConcurrently(StoreCounter.EXPIRED, ended.items());
                    counters.addConcurrently(StoreCounter.EXPIRED_UNASKED, ended.items());
                    counters.addConcurrently(
                            StoreCounter.EXPIRED_UNFETCHED, Math.max(0, ended.items() - ended.fetchedItems()));
                });
            }
        }
    }

    /** Why items were lost that were alive when a segment ended last; null if it is not known. Any thread may ask. */
    @Nullable
    LossCause lossCause(int segment) {
        return lossCauses[segment];
    }

    /** Bounds the memory in use; what is above a lower bound is for the cleaner to give up. */
    synchronized void limit(long bytes) {
        limit = (int) (bytes / SegmentLayout.SEGMENT_BYTES);
    }

    /** The bound in bytes. */
    synchronized long limitBytes() {
        return (long) limit * SegmentLayout.SEGMENT_BYTES;
    }

    /** Of this, what others leave at the moment, in bytes. */
    synchronized long allowedBytes() {
        return (long) allowed() * SegmentLayout.SEGMENT_BYTES;
    }

    /**
     * Bounds the memory in use by what others leave.
     *
     * @param spare how many segments more may be taken into use; negative where some are to be given up
     */
    synchronized void spareUnderPressure(int spare) {
        pressureLimit = Math.max(0, used() + spare);
    }

    private int allowed() {
        return Math.min(limit, pressureLimit);
    }

    /** Segments in use. */
    int used() {
        return pool.segments() - pool.free();
    }

    /** Segments that may be taken without another one being ended. */
    synchronized int free() {
        return Math.max(0, spare());
    }

    private int spare() {
        return Math.min(allowed() - used(), pool.free() - CLEANERS_SEGMENTS);
    }

    /** How often a segment was asked for. */
    synchronized long taken() {
        return takenCount;
    }

    /** Whether enough segments have ended, or one often enough, for a sweep of the index to be due. */
    synchronized boolean isSweepDue() {
        return sweepWanted || endedSinceSweep > limit / 4;
    }

    /** A sweep of the index begins: all locations of generations that are over now will be gone when it ends. */
    synchronized long[] sweepBegins() {
        endedSinceSweep = 0;
        sweepWanted = false;
        notWorthCleaning.clear();
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
        return segment != inCleaning && usesSinceSweep(segment) < MAX_USES_BETWEEN_SWEEPS;
    }

    private long usesSinceSweep(int segment) {
        return pool.uses(segment) - usesAtSweep[segment];
    }

    private Optional<EndedSegment> end(int segment, @Nullable LossCause cause) {
        if (usesSinceSweep(segment) >= MAX_USES_BETWEEN_SWEEPS) {
            return Optional.empty();
        }
        lossCauses[segment] = cause;
        Optional<EndedSegment> ended = pool.end(segment);
        policy.ended(segment);
        notWorthCleaning.clear(segment);
        endedSinceSweep++;
        sweepWanted |= usesSinceSweep(segment) >= USES_WORTH_A_SWEEP;
        return ended;
    }

    /**
     * A segment that is to be cleaned.
     *
     * @param hollow whether most of it is dead, so that all that is alive is to be kept
     */
    record Victim(int segment, SegmentQueue queue, boolean hollow) {}

    private final class MainSupply implements SegmentSupply {
        @Override
        public int acquire() {
            return pool.acquire();
        }

        @Override
        public void sealed(int segment) {
            synchronized (SegmentAllocator.this) {
                policy.sealed(segment, SegmentQueue.MAIN);
            }
        }
    }
}
