package io.ebbcache.bench.ring;

import java.util.List;

/**
 * All about a cluster of so many nodes.
 *
 * @param quiet what all nodes together send in a second in which nothing happens
 * @param join what all nodes together send because one has come, as the last of so many
 * @param search what comes on top in its first half a minute
 */
record RingFigures(
        int nodes, Balance balance, Moves moves, RingCost cost, List<Flow> quiet, List<Flow> join, Flow search) {}
