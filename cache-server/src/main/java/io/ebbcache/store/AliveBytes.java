package io.ebbcache.store;

import io.ebbcache.region.residency.ResidencyMap;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.region.segment.SegmentPool;

/** How much of a segment is alive, as far as the kernel has left it: the same part of its items as of its pages is taken to be there. */
final class AliveBytes {

    /** A segment with less than one part in so many alive is hollow. */
    private static final int HOLLOW_DIVISOR = 4;

    private final SegmentPool pool;
    private final ResidencyMap residency;

    /**
     * For all segments of a pool.
     *
     * @param residency what the kernel had left of them at the last look
     */
    AliveBytes(SegmentPool pool, ResidencyMap residency) {
        this.pool = pool;
        this.residency = residency;
    }

    /** Bytes alive in a segment. */
    long of(int segment) {
        long alive = pool.occupancy().bytes(segment);
        return wasLookedAt(segment) ? alive * residency.present(segment) / residency.written(segment) : alive;
    }

    /** Whether the last look tells of what lies in a segment now. */
    boolean wasLookedAt(int segment) {
        return residency.isOf(segment, pool.uses(segment)) && residency.written(segment) > 0;
    }

    /** Whether a segment with so many bytes alive is hollow. */
    static boolean isHollow(long bytes) {
        return bytes < SegmentLayout.PAYLOAD_BYTES / HOLLOW_DIVISOR;
    }
}
