package io.ebbcache.server.command;

import org.jspecify.annotations.Nullable;

/**
 * A node of the cluster, as this node knows it.
 *
 * @param address as clients are told it, {@code host:port}
 * @param own whether it is this node
 * @param missing whether it has keys and is not there
 * @param ageMillis how long ago it told the summary; 0 without one
 * @param summary null if it has told none lately
 */
public record NodeFigures(
        String name,
        String address,
        boolean own,
        boolean missing,
        long ageMillis,
        @Nullable NodeSummary summary) {}
