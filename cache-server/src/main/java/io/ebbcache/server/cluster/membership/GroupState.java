package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one node knows of its cluster.
 *
 * @param ring that is in force; null before there is one
 * @param viewSize nodes that see each other, this one included; 0 before it has found any way to look for them
 * @param coordinator who decides the ring
 * @param here names of the nodes that are there
 * @param leaving names of those of them that are about to end
 */
public record GroupState(
        Member self,
        @Nullable RingView ring,
        int viewSize,
        String coordinator,
        List<String> here,
        List<String> leaving) {

    static GroupState alone(Member self) {
        return new GroupState(self, null, 0, "", List.of(), List.of());
    }

    /** Whether there is a ring, and nobody of this name shares in it. */
    boolean isWithout(String name) {
        return ring != null && ring.member(name).isEmpty();
    }

    /** Who clients are told of: the ring, or this node alone. */
    public List<Member> members() {
        return ring == null ? List.of(self) : ring.members();
    }

    /** The version that clients are told. */
    public long version() {
        return ring == null ? 0 : ring.version();
    }
}
