package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who shares the keys, as the coordinator decides it:
 *
 * <ul>
 *   <li>who is there and not about to leave does;
 *   <li>who did and is gone keeps his place for the hold-down, as missing: others have his keys meanwhile, and clients hear of nothing;
 *   <li>who says that he leaves, does not.
 * </ul>
 *
 * <p>Where the parts of a split cluster meet, there is always a new ring, and the rings of all parts are told with it: what one part has stored may
 * be replaced in the other. Used by one thread.
 */
final class RingDecision {

    private final String self;
    private final long holdDownNanos;
    private final Map<String, Long> goneSince = new HashMap<>();
    private boolean metOthers;

    RingDecision(String self, long holdDownNanos) {
        this.self = self;
        this.holdDownNanos = holdDownNanos;
    }

    /**
     * What follows from who is there.
     *
     * @param present what each node that is there has told, the oldest node first
     * @param rings that were in force here, oldest first; the last one is
     * @param unixSeconds the date
     * @param nanos from any origin
     * @return null if all stays as it is
     */
    @Nullable
    RingNews decide(Collection<Announcement> present, List<RingView> rings, long unixSeconds, long nanos) {
        metOthers |= present.size() > 1;
        RingView current = rings.isEmpty() ? null : rings.get(rings.size() - 1);
        List<Member> members = members(present, current, nanos);
        if (members.isEmpty()) {
            return null;
        }
        Set<String> missing = missing(members, present);
        List<RingView> known = union(rings, present);
        boolean met = present.stream()
                .map(Announcement::current)
                .anyMatch(theirs -> theirs != null && rings.stream().noneMatch(theirs::isSame));
        if (current != null
                && !met
                && current.members().equals(members)
                && current.missing().equals(missing)) {
            return null;
        }
        long last = known.isEmpty() ? 0 : known.get(known.size() - 1).version();
        boolean tentative = isTentative(rings, present);
        return new RingNews(new RingView(Math.max(unixSeconds, last + 1), self, members, missing, tentative), known);
    }

    /** Whether somebody of the ring is gone and does not count as missing yet: then there is nothing to wait for. */
    static boolean isSomebodyGone(Collection<Announcement> present, RingView current) {
        return !current.missing().containsAll(missing(current.members(), present));
    }

    private static Set<String> missing(List<Member> members, Collection<Announcement> present) {
        Set<String> there = names(present);
        return members.stream()
                .map(Member::name)
                .filter(name -> !there.contains(name))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Collection<Announcement> present) {
        return present.stream().map(each -> each.member().name()).collect(Collectors.toSet());
    }

    /** So that what a few nodes were told apart from all others does not make the others forget what they have. */
    private boolean isTentative(List<RingView> rings, Collection<Announcement> present) {
        for (int i = rings.size() - 1; i >= 0; i--) {
            RingView ring = rings.get(i);
            if (!ring.tentative()) {
                int gone = missing(ring.members(), present).size();
                return 2 * gone > ring.members().size();
            }
        }
        return !metOthers;
    }

    private List<Member> members(Collection<Announcement> present, @Nullable RingView current, long nanos) {
        Map<String, Member> members = new TreeMap<>();
        Set<String> there = names(present);
        goneSince.keySet().removeAll(there);
        for (Member member : current == null ? List.<Member>of() : current.members()) {
            if (!there.contains(member.name())
                    && nanos - goneSince.computeIfAbsent(member.name(), name -> nanos) < holdDownNanos) {
                members.put(member.name(), member);
            }
        }
        for (Announcement each : present) {
            if (!each.leaving()) {
                members.merge(
                        each.member().name(), each.member(), (older, next) -> next.replaces(older) ? next : older);
            }
        }
        goneSince.keySet().retainAll(members.keySet());
        return List.copyOf(members.values());
    }

    /** The rings of all, by version, the last so many; those that are in force somewhere before others. */
    private static List<RingView> union(List<RingView> rings, Collection<Announcement> present) {
        List<RingView> all = new ArrayList<>(rings);
        for (Announcement each : present) {
            for (RingView ring : each.rings()) {
                if (all.stream().noneMatch(ring::isSame)) {
                    all.add(ring);
                }
            }
        }
        all.sort(Comparator.comparingLong(RingView::version).thenComparing(RingView::decidedBy));
        for (int i = 0; i < all.size() && all.size() > RingNews.MOST_REMEMBERED; ) {
            if (isInForce(all.get(i), present)) {
                i++;
            } else {
                all.remove(i);
            }
        }
        return List.copyOf(all.subList(Math.max(0, all.size() - RingNews.MOST_REMEMBERED), all.size()));
    }

    private static boolean isInForce(RingView ring, Collection<Announcement> present) {
        return present.stream().map(Announcement::current).anyMatch(theirs -> theirs != null && theirs.isSame(ring));
    }
}
