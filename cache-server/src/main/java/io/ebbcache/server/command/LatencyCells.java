package io.ebbcache.server.command;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Histograms of all that is timed, of one thread: a count for each power of two of nanoseconds, and the sum. Any thread may read them.
 *
 * <pre>
 *   bucket   0            1            ...  26           27
 *            up to 2^8    up to 2^9         up to 2^34   more
 * </pre>
 */
public final class LatencyCells {

    /** All buckets, the last one included, which has no bound. */
    public static final int BUCKETS = 28;

    /** So many of them, with a bound, are told one by one. */
    public static final int SHOWN_BUCKETS = 18;

    private static final int FIRST_BITS = 8;

    /** Buckets, the sum, and what keeps the histograms of two kinds out of each other's way. */
    private static final int CELLS = 32;

    private static final int SUM = BUCKETS;

    private final AtomicLongArray cells = new AtomicLongArray((Latency.values().length + 1) * CELLS);

    /** The bucket's upper bound, which belongs to it, in nanoseconds. */
    public static long boundNanos(int bucket) {
        return 1L << (FIRST_BITS + bucket);
    }

    /** Adds a duration. Only for the thread that owns these cells. */
    public void record(Latency kind, long nanos) {
        int bucket = cell(kind, bucket(nanos));
        cells.setRelease(bucket, cells.getPlain(bucket) + 1);
        int sum = cell(kind, SUM);
        cells.setRelease(sum, cells.getPlain(sum) + Math.max(0, nanos));
    }

    /** Adds a duration; for cells that several threads write, and then all of them by this. */
    public void recordConcurrently(Latency kind, long nanos) {
        cells.getAndAdd(cell(kind, bucket(nanos)), 1);
        cells.getAndAdd(cell(kind, SUM), Math.max(0, nanos));
    }

    long count(Latency kind, int bucket) {
        return cells.getAcquire(cell(kind, bucket));
    }

    long sumNanos(Latency kind) {
        return cells.getAcquire(cell(kind, SUM));
    }

    static int bucket(long nanos) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, nanos) - 1);
        return Math.min(BUCKETS - 1, Math.max(0, bits - FIRST_BITS));
    }

    private static int cell(Latency kind, int index) {
        return kind.ordinal() * CELLS + index;
    }
}
