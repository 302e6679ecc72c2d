package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one node knows of its cluster.
 *
 * @param ring that is in force; null before there is one
 * @param viewSize nodes that see each other, this one included; 0 before it has found any way to look for them
 * @param coordinator who decides the ring
 * @param here the nodes that are there and have said who they are, this one included, the oldest first
 * @param namesHere their names
 * @param leaving names of those of them that are about to end
 * @param missingSince names of those of the ring that are not there, and since when (of {@link System#nanoTime})
 * @param clashing names that more than one has of those who are there, and who they are, the oldest first: it is the one that gets keys
 */
public record GroupState(
        Member self,
        @Nullable RingView ring,
        int viewSize,
        String coordinator,
        List<Member> here,
        Set<String> namesHere,
        List<String> leaving,
        Map<String, Long> missingSince,
        Map<String, List<Member>> clashing) {

    GroupState(
            Member self,
            @Nullable RingView ring,
            int viewSize,
            String coordinator,
            List<Member> here,
            List<String> leaving,
            Map<String, Long> missingSince,
            Map<String, List<Member>> clashing) {
        this(self, ring, viewSize, coordinator, here, names(here), leaving, missingSince, clashing);
    }

    private static Set<String> names(List<Member> members) {
        return members.stream().map(Member::name).collect(Collectors.toUnmodifiableSet());
    }

    static GroupState alone(Member self) {
        return new GroupState(self, null, 0, "", List.of(), List.of(), Map.of(), Map.of());
    }

    /** Whether there is a ring, and nobody of this name shares in it. */
    boolean isWithout(String name) {
        return ring != null && ring.member(name).isEmpty();
    }

    /** Whether a node of this name is there. */
    public boolean isHere(String name) {
        return namesHere.contains(name);
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
