package io.ebbcache.server.cluster.ring;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who shares the keys: one decision of a coordinator. Version and decider together name it, for the two parts of a split cluster may come to
 * the same version.
 *
 * @param version seconds since 1970 when it was decided, or one more than the version before if that is later: it only ever rises
 * @param decidedBy the name of the member who decided
 * @param members in order of their names; never empty
 * @param missing names of members that are not there at the moment: clients go on to know them, other nodes have their keys meanwhile
 * @param tentative whether it was decided by the smaller part of a split cluster, or by a node that had met nobody since its start: what is
 *     stored under it does not count for nodes of other parts
 */
public record RingView(long version, String decidedBy, List<Member> members, Set<String> missing, boolean tentative) {

    public RingView {
        members = members.stream().sorted().toList();
        missing = Set.copyOf(missing);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a ring of nobody");
        }
    }

    /** A ring of which nobody is missing. */
    public RingView(long version, String decidedBy, List<Member> members) {
        this(version, decidedBy, members, Set.of(), false);
    }

    /** Whether both are the same decision. */
    public boolean isSame(RingView other) {
        return version == other.version && decidedBy.equals(other.decidedBy);
    }

    /** The member of this name, if it shares the keys. */
    public Optional<Member> member(String name) {
        return members.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Who has the keys: those members that are there; all of them if none is. */
    public List<Member> serving() {
        List<Member> there =
                members.stream().filter(each -> !missing.contains(each.name())).toList();
        return there.isEmpty() ? members : there;
    }
}
