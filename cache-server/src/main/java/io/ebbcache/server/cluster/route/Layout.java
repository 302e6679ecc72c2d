package io.ebbcache.server.cluster.route;

import io.ebbcache.server.cluster.ring.Member;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What requests go by: one ring as this node sees it.
 *
 * @param peers by index in the ring; null stands for this node itself
 * @param formers those that had keys before this node, while it fills itself from them
 * @param warming null while this node does not fill itself from others
 */
record Layout(
        ServingRing ring,
        List<@Nullable Peer> peers,
        Tenure tenure,
        Map<Member, Peer> formers,
        @Nullable Warming warming) {

    long version() {
        return ring.view().version();
    }

    /** Who has the keys of a place; null if this node has. */
    @Nullable
    Peer ownerAt(int place) {
        return peers.get(ring.placement().indexAt(place));
    }

    /** Who can be asked for the keys of a place that this node has got from another; null if nobody. */
    @Nullable
    Peer formerAt(int place) {
        Member former = tenure.formerAt(place);
        Peer peer = former == null ? null : formers.get(former);
        return peer == null || peer.isSilent() ? null : peer;
    }
}
