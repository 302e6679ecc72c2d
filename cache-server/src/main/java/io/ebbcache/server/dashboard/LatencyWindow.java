package io.ebbcache.server.dashboard;

import io.ebbcache.server.command.Latencies;
import io.ebbcache.server.command.Latency;
import io.ebbcache.server.command.LatencyCells;

/** How durations of one kind were spread lately: the difference between two looks at their histogram. */
final class LatencyWindow {

    private final Latencies latencies;
    private final Latency kind;
    private final long[] counts = new long[LatencyCells.BUCKETS];
    private long[] before;

    /** What comes from now on. */
    LatencyWindow(Latencies latencies, Latency kind) {
        this.latencies = latencies;
        this.kind = kind;
        this.before = latencies.counts(kind);
    }

    /** Looks: from now on this is about what came between the last look and this one. */
    void look() {
        long[] now = latencies.counts(kind);
        for (int bucket = 0; bucket < now.length; bucket++) {
            counts[bucket] = now[bucket] - before[bucket];
        }
        before = now;
    }

    /**
     * The duration, in nanoseconds, that a part of all did not exceed; not a number if there were none. A bucket is as wide as all that lies below it,
     * so it is good for the order of magnitude: inside its bucket, durations are taken to be spread evenly.
     *
     * @param part of all, 0 to 1
     */
    double quantile(double part) {
        return quantile(counts, part);
    }

    static double quantile(long[] counts, double part) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        double rank = part * all;
        long below = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            if (counts[bucket] > 0 && below + counts[bucket] >= rank) {
                long from = bucket == 0 ? 0 : LatencyCells.boundNanos(bucket - 1);
                // the last one has no end: that long at least
                long width = bucket == LatencyCells.BUCKETS - 1 ? 0 : LatencyCells.boundNanos(bucket) - from;
                return from + width * Math.max(0, rank - below) / counts[bucket];
            }
            below += counts[bucket];
        }
        return Double.NaN;
    }
}
