package io.ebbcache.server.cluster.route;

import io.ebbcache.client.ring.KetamaPlacement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What requests go by: one ring as this node sees it.
 *
 * @param version of the ring
 * @param peers by index in the ring; null stands for this node itself
 */
record Layout(long version, KetamaPlacement placement, List<@Nullable Peer> peers, Tenure tenure) {

    /** Who has the keys of a place; null if this node has. */
    @Nullable
    Peer ownerAt(int place) {
        return peers.get(placement.indexAt(place));
    }
}
