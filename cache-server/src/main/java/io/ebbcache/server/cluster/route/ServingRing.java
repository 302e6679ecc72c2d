package io.ebbcache.server.cluster.route;

import io.ebbcache.client.ring.KetamaPlacement;
import io.ebbcache.server.cluster.ring.Identity;
import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.List;

/**
 * One ring as keys are served by it: who is missing has none, and those that follow on the ring have his.
 *
 * @param members who has keys, in the order of the placement's indices
 * @param self which of them this node is, if any
 */
record ServingRing(RingView view, KetamaPlacement placement, List<Member> members, Identity self) {

    static ServingRing of(RingView view, Identity self) {
        List<Member> members = view.serving();
        KetamaPlacement placement =
                new KetamaPlacement(members.stream().map(Member::node).toList());
        return new ServingRing(view, placement, members, self);
    }

    /** Who has the keys of a place. */
    Member ownerAt(int place) {
        return members.get(placement.indexAt(place));
    }

    boolean isSelf(Member member) {
        return self.is(member);
    }

    /** Whether it is this node, or was once. */
    boolean bearsOurName(Member member) {
        return self.bears(member);
    }
}
