package io.ebbcache.server.cluster.ring;

import java.util.List;

/**
 * What is told when the ring changes.
 *
 * @param current the ring from now on
 * @param before rings that were in force before it somewhere in the cluster, other parts of a split one included, oldest first. Who finds none
 *     among them that it knew cannot tell who else answered for its keys meanwhile
 */
public record RingNews(RingView current, List<RingView> before) {

    /** So many rings are remembered. */
    public static final int MOST_REMEMBERED = 16;

    public RingNews {
        before = List.copyOf(before);
    }
}
