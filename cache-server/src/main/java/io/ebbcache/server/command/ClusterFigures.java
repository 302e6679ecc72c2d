package io.ebbcache.server.command;

/**
 * What numbers tell of the cluster.
 *
 * @param ringVersion the version that clients are told; 0 before there is a ring
 * @param tentative whether the ring is only what a smaller part of the cluster does for itself
 * @param ringNodes nodes that have keys
 * @param viewNodes nodes that see each other, this one included; 0 before it has found any way to look for them
 * @param missingNodes nodes that have keys and are not there
 * @param sentPackets that this node has sent to others about who is there and what it is like, and not for requests
 * @param sentBytes of these
 * @param foreignMessages that came from who is not in the cluster
 * @param repeatedMessages that had come before
 */
public record ClusterFigures(
        long ringVersion,
        boolean tentative,
        int ringNodes,
        int viewNodes,
        int missingNodes,
        long sentPackets,
        long sentBytes,
        long foreignMessages,
        long repeatedMessages) {}
