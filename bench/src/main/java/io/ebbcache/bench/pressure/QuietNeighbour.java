package io.ebbcache.bench.pressure;

import java.io.IOException;
import java.util.List;

/**
 * The neighbour alone in an empty cgroup: what the same allocations cost where nobody is in the way. The best of a few rounds, for
 * whatever else a machine does makes it slower.
 *
 * @param tookMillis for all that the scenario takes
 * @param worstMicros of one page
 */
record QuietNeighbour(double tookMillis, double worstMicros) {
    private static final int ROUNDS = 5;
    private static final double NANOS_A_MILLI = 1e6;
    private static final double NANOS_A_MICRO = 1e3;

    static QuietNeighbour measure(List<Move> moves, long limitBytes) throws IOException, InterruptedException {
        double took = Double.MAX_VALUE;
        double worst = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            try (MemoryCgroup cgroup = MemoryCgroup.create("bench-quiet", limitBytes);
                    NeighbourProcess neighbour = NeighbourProcess.start(cgroup::around)) {
                neighbour.awaitHolding();
                neighbour.takeWorstNanos();
                for (Move move : moves) {
                    neighbour.hold(move.bytes());
                    neighbour.awaitHolding();
                }
                took = Math.min(took, neighbour.tookNanos() / NANOS_A_MILLI);
                worst = Math.min(worst, neighbour.takeWorstNanos() / NANOS_A_MICRO);
            }
        }
        return new QuietNeighbour(took, worst);
    }
}
