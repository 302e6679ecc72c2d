package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node that is there, as the coordinator knows it who decides the ring.
 *
 * @param leaving whether it is about to end, and wants to have no keys any more
 * @param rings that were in force where it was, oldest first; the last one is, and there may be none
 */
record Announcement(Member member, boolean leaving, List<RingView> rings) {

    /** The ring that was in force there; null if none was. */
    @Nullable
    RingView current() {
        return rings.isEmpty() ? null : rings.get(rings.size() - 1);
    }
}
