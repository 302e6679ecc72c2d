package io.ebbcache.bench.ring;

/**
 * What a ring costs the node, or the client, that computes it.
 *
 * @param points of a node on the ring
 * @param meanArcs pieces of the ring that belong to a node: points beside each other make one
 * @param mostArcs pieces of the node that has the most
 * @param bytes that the ring takes as long as it is in use
 * @param allocatedBytes that computing it takes for a moment, with those that stay
 * @param millis that computing it takes, median
 */
record RingCost(int points, double meanArcs, int mostArcs, long bytes, long allocatedBytes, double millis) {}
