package io.ebbcache.bench.ring;

import java.util.Arrays;

/**
 * How evenly a ring shares keys and requests, by the mean of a node.
 *
 * @param mostKeys keys of the node that has the most
 * @param fewestKeys keys of the node that has the fewest
 * @param mostLoad requests to the node that gets the most
 * @param leastLoad requests to the node that gets the least
 * @param hottestKey requests for the most popular key, which no ring can share out
 */
record Balance(double mostKeys, double fewestKeys, double mostLoad, double leastLoad, double hottestKey) {

    static Balance of(DrawnKeys keys, int[] owners, int nodes) {
        double[] counts = new double[nodes];
        double[] loads = new double[nodes];
        for (int i = 0; i < owners.length; i++) {
            counts[owners[i]]++;
            loads[owners[i]] += keys.load(i);
        }
        double mean = (double) keys.count() / nodes;
        return new Balance(
                most(counts) / mean,
                least(counts) / mean,
                most(loads) * nodes,
                least(loads) * nodes,
                keys.load(0) * nodes);
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }
}
