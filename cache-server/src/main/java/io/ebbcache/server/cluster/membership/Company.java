package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jgroups.Address;
import org.jspecify.annotations.Nullable;

/**
 * Who is there, and what each has said of itself; and the rings that were in force where they come from, as far as they had to be asked for. Used by one
 * thread.
 */
final class Company {

    /** What somebody says may come before the view that he is in; so many are kept. */
    private static final int MOST_EARLY = 1000;

    private List<Address> members = List.of();
    private Set<Address> memberSet = Set.of();
    private final Map<Address, Presence> said = new HashMap<>();
    private final Map<RingId, List<RingView>> history = new HashMap<>();

    /**
     * These are there now, the oldest first.
     *
     * @return those of them who were not before
     */
    List<Address> viewed(Collection<Address> next) {
        List<Address> newcomers =
                next.stream().filter(address -> !memberSet.contains(address)).toList();
        members = List.copyOf(next);
        memberSet = new HashSet<>(members);
        said.keySet().retainAll(memberSet);
        return newcomers;
    }

    /** Nobody is, or not any more. */
    boolean isEmpty() {
        return members.isEmpty();
    }

    int size() {
        return members.size();
    }

    boolean isHere(Address address) {
        return memberSet.contains(address);
    }

    /** Those who are there, the oldest first. */
    List<Address> members() {
        return members;
    }

    /** Takes in what one says of itself; true if it is there and has said nothing before. */
    boolean heard(Address from, Presence presence) {
        boolean here = memberSet.contains(from);
        if (!here && said.size() >= members.size() + MOST_EARLY) {
            return false;
        }
        return said.put(from, presence) == null && here;
    }

    @Nullable
    Presence of(Address address) {
        return said.get(address);
    }

    /** What those have said who are there, the oldest first. */
    List<Presence> present() {
        return members.stream().map(said::get).filter(Objects::nonNull).toList();
    }

    /** Names that more than one has, and who they are, the oldest first; not of one that was started again where it was. */
    Map<String, List<Member>> clashing() {
        Map<String, List<Member>> byName = new TreeMap<>();
        present()
                .forEach(each -> byName.computeIfAbsent(each.member().name(), name -> new ArrayList<>())
                        .add(each.member()));
        byName.values()
                .removeIf(each -> each.stream().map(Member::node).distinct().count() == 1);
        return byName;
    }

    boolean isSilent(Address address) {
        return !said.containsKey(address);
    }

    /** Whether nobody who is there is silent. */
    boolean isWhole() {
        return members.stream().allMatch(said::containsKey);
    }

    // ---- rings ----

    /** These were in force where somebody comes from, oldest first. */
    void told(List<RingView> rings) {
        if (!rings.isEmpty()) {
            history.put(RingId.of(rings.get(rings.size() - 1)), rings);
        }
    }

    /**
     * Who holds rings that are not known here, by ring.
     *
     * @param rings those that are
     */
    Map<RingId, List<Address>> unknown(List<RingView> rings) {
        Set<RingId> held = new HashSet<>();
        Map<RingId, List<Address>> holders = new LinkedHashMap<>();
        for (Address address : members) {
            Presence presence = said.get(address);
            RingId its = presence == null ? null : presence.held();
            if (its == null) {
                continue;
            }
            held.add(its);
            if (find(its, rings) == null && !history.containsKey(its)) {
                holders.computeIfAbsent(its, id -> new ArrayList<>()).add(address);
            }
        }
        history.keySet().retainAll(held);
        return holders;
    }

    /**
     * All who are there and have said who they are, the oldest first.
     *
     * @param rings that are known here
     */
    List<Announcement> announcements(List<RingView> rings) {
        return present().stream()
                .map(each -> new Announcement(each.member(), each.leaving(), ringsOf(each.held(), rings)))
                .toList();
    }

    private List<RingView> ringsOf(@Nullable RingId id, List<RingView> rings) {
        if (id == null) {
            return List.of();
        }
        RingView known = find(id, rings);
        return known != null ? List.of(known) : history.getOrDefault(id, List.of());
    }

    private static @Nullable RingView find(RingId id, List<RingView> rings) {
        return rings.stream()
                .filter(each -> RingId.of(each).equals(id))
                .findFirst()
                .orElse(null);
    }
}
