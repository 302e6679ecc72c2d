package io.ebbcache.server.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The histograms of all threads: each thread writes its own cells, a reader adds them up. */
public final class Latencies {

    private final List<LatencyCells> cells = new CopyOnWriteArrayList<>();

    /** Cells for one more thread. */
    public LatencyCells newCells() {
        LatencyCells added = new LatencyCells();
        cells.add(added);
        return added;
    }

    /** How often each of the {@link LatencyCells#BUCKETS} was met. */
    public long[] counts(Latency kind) {
        long[] counts = new long[LatencyCells.BUCKETS];
        for (LatencyCells one : cells) {
            for (int bucket = 0; bucket < counts.length; bucket++) {
                counts[bucket] += one.count(kind, bucket);
            }
        }
        return counts;
    }

    /** The sum of all durations. */
    public long sumNanos(Latency kind) {
        return cells.stream().mapToLong(one -> one.sumNanos(kind)).sum();
    }
}
