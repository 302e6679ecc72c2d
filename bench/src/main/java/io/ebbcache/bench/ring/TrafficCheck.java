package io.ebbcache.bench.ring;

/**
 * What a small real cluster has sent, beside what the model says of it.
 *
 * @param nodes the last one joined
 * @param quiet of all nodes before that, in a second in which nothing happened; all are new, and search often
 * @param join of all nodes from its start until it was over, with what they would have sent anyway
 */
record TrafficCheck(int nodes, Flow quiet, Flow quietMeasured, Flow join, Flow joinMeasured) {}
