package io.ebbcache.server.cluster.ring;

import java.util.List;
import java.util.Optional;

/**
 * Who shares the keys: one decision of a coordinator. Version and decider together name it, for the two parts of a split cluster may come to
 * the same version.
 *
 * @param version seconds since 1970 when it was decided, or one more than the version before if that is later: it only ever rises
 * @param decidedBy the name of the member who decided
 * @param members in order of their names; never empty
 */
public record RingView(long version, String decidedBy, List<Member> members) {

    public RingView {
        members = members.stream().sorted().toList();
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a ring of nobody");
        }
    }

    /** Whether both are the same decision. */
    public boolean isSame(RingView other) {
        return version == other.version && decidedBy.equals(other.decidedBy);
    }

    /** The member of this name, if it shares the keys. */
    public Optional<Member> member(String name) {
        return members.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
