package io.ebbcache.bench.faults;

import java.time.Duration;

/**
 * What all scenarios of a run have in common.
 *
 * @param seed of all that is random
 */
record FaultsPlan(Nodes nodes, Traffic traffic, Times times, long seed) {
    /** A node refuses to start with less. */
    private static final int FEWEST_MEBIBYTES = 16;

    private static final int MEBIBYTES_A_THREAD = 4;
    private static final long MEBIBYTE = 1 << 20;
    private static final long MOST_VALUE_BYTES = 512 << 10;

    /**
     * The cluster.
     *
     * @param count of nodes
     * @param threads that serve, of each
     * @param memoryMebibytes the most that the values of each may take
     * @param holdDown how long a node that is gone keeps its keys
     * @param failureTimeout after how long a node that says nothing is taken for gone
     */
    record Nodes(int count, int threads, int memoryMebibytes, Duration holdDown, Duration failureTimeout) {}

    /**
     * The load.
     *
     * @param rate requests a second through all nodes together; what follows a miss comes on top
     * @param connections to each node
     * @param timeout after which a client gives a request up
     */
    record Traffic(double rate, int keys, int valueBytes, int connections, Duration timeout) {}

    /**
     * How long things last.
     *
     * @param hang of a stopped node
     * @param cut between the halves
     * @param quiet load goes on after each step, and what it does then is what the next step is compared with
     * @param settle the most that is waited for a ring, and for the hit ratio
     */
    record Times(Duration hang, Duration cut, Duration quiet, Duration settle) {}

    /** The same with nodes whose memory is full: it is as small as it may be, and all values together are half as much again. */
    FaultsPlan full() {
        int memory = FEWEST_MEBIBYTES + MEBIBYTES_A_THREAD * nodes.threads();
        long bytes = (long) nodes.count() * memory * MEBIBYTE * 3 / 2 / traffic.keys();
        Nodes small = new Nodes(nodes.count(), nodes.threads(), memory, nodes.holdDown(), nodes.failureTimeout());
        Traffic large = new Traffic(
                traffic.rate(),
                traffic.keys(),
                (int) Math.min(bytes, MOST_VALUE_BYTES),
                traffic.connections(),
                traffic.timeout());
        return new FaultsPlan(small, large, times, seed);
    }
}
