package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.RingView;

/** Which ring it is: two parts of a split cluster may come to the same version. */
record RingId(long version, String decidedBy) {

    static RingId of(RingView ring) {
        return new RingId(ring.version(), ring.decidedBy());
    }
}
