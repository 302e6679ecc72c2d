package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.command.NodeFigures;
import io.ebbcache.server.command.NodeSummary;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of the cluster are like in small, for whoever looks at it. While somebody does, some of the others are asked every two seconds, in
 * turn; while nobody does, nothing is sent. An answer that is lost comes with the next round. Used by one thread, but for what says something else.
 */
final class Summaries {

    /** Who has asked for the nodes goes on to look at them for so long. */
    static final long LOOKING_NANOS = TimeUnit.SECONDS.toNanos(5);

    static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** In a large cluster a round does not reach all. */
    static final int MOST_ASKED = 64;

    /** What was told longer ago is not known any more, where all are asked in each round. */
    static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Where not, it is known until all have been asked, and a little longer. */
    private static final int ROUNDS_MORE = 2;

    /** Who asks more often is not answered each time. */
    static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Company company;
    private final Mail mail;
    private final LongSupplier nanos;
    private final AtomicLong lookedNanos;
    private final Map<Address, Told> told = new HashMap<>();
    private final Map<Address, Long> answeredNanos = new HashMap<>();
    private long askedNanos;
    private int next;
    private boolean changed;
    private volatile Supplier<@Nullable NodeSummary> own = () -> null;
    private volatile Map<Place, Told> known = Map.of();

    /** Takes messages to other nodes. */
    interface Mail {
        void send(Address target, byte[] message);
    }

    /** @param nanos since when does not matter */
    private record Told(NodeSummary summary, long nanos) {}

    /** A node, whenever it was started. */
    private record Place(String name, String address) {

        static Place of(Member member) {
            return new Place(member.name(), member.address());
        }
    }

    /**
     * @param company who is there
     * @param nanos a clock that does not turn back, as {@link System#nanoTime}
     */
    Summaries(Company company, Mail mail, LongSupplier nanos) {
        this.company = company;
        this.mail = mail;
        this.nanos = nanos;
        this.lookedNanos = new AtomicLong(nanos.getAsLong() - LOOKING_NANOS);
        this.askedNanos = nanos.getAsLong() - ROUND_NANOS;
    }

    /** What this node is like; others are told nothing while that is null. Any thread may set it. */
    void ownBy(Supplier<@Nullable NodeSummary> maker) {
        own = maker;
    }

    /** Those who share the keys, and then those who are there without any; any thread may ask. */
    List<NodeFigures> nodes(GroupState state) {
        long now = nanos.getAsLong();
        lookedNanos.set(now);
        Map<Place, Told> its = known;
        Place self = Place.of(state.self());
        long lately = latelyNanos(state.viewSize());
        return Stream.concat(state.members().stream(), state.here().stream())
                .map(Place::of)
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .map(place -> place.equals(self)
                        ? own(place)
                        : other(place, !state.isHere(place.name()), toldWithin(lately, its.get(place), now), now))
                .toList();
    }

    private NodeFigures own(Place place) {
        return new NodeFigures(place.name(), place.address(), true, false, 0, own.get());
    }

    private static NodeFigures other(Place place, boolean missing, @Nullable Told told, long now) {
        if (told == null) {
            return new NodeFigures(place.name(), place.address(), false, missing, 0, null);
        }
        long age = TimeUnit.NANOSECONDS.toMillis(Math.max(0, now - told.nanos()));
        return new NodeFigures(place.name(), place.address(), false, missing, age, told.summary());
    }

    private static @Nullable Told toldWithin(long lately, @Nullable Told told, long now) {
        return told == null || now - told.nanos() > lately ? null : told;
    }

    /** For how long a summary is known, in a view of so many. */
    private static long latelyNanos(int nodes) {
        int rounds = (nodes + MOST_ASKED - 1) / MOST_ASKED;
        return Math.max(LATELY_NANOS, (rounds + ROUNDS_MORE) * ROUND_NANOS);
    }

    /**
     * Asks some of the others if it is time, and forgets what nobody needs any more; called again and again.
     *
     * @param here this node
     */
    void look(Address here) {
        long now = nanos.getAsLong();
        long lately = latelyNanos(company.size());
        changed |= told.entrySet()
                .removeIf(each -> !company.isHere(each.getKey()) || toldWithin(lately, each.getValue(), now) == null);
        answeredNanos.values().removeIf(when -> now - when >= ANSWER_NANOS);
        if (changed) {
            changed = false;
            publish();
        }
        if (now - lookedNanos.get() < LOOKING_NANOS && now - askedNanos >= ROUND_NANOS) {
            askedNanos = now;
            ask(company.members().stream().filter(each -> !each.equals(here)).toList());
        }
    }

    /** Where a node was started again, the later one counts: it is the younger one of the view. */
    private void publish() {
        Map<Place, Told> its = new HashMap<>();
        for (Address address : company.members()) {
            Presence presence = company.of(address);
            Told latest = told.get(address);
            if (presence != null && latest != null) {
                its.put(Place.of(presence.member()), latest);
            }
        }
        known = its;
    }

    private void ask(List<Address> others) {
        int count = Math.min(others.size(), MOST_ASKED);
        for (int i = 0; i < count; i++) {
            mail.send(others.get((next + i) % others.size()), GroupMessages.summaryWanted());
        }
        next = others.isEmpty() ? 0 : (next + count) % others.size();
    }

    /** Somebody wants to know what this node is like. */
    void wanted(Address from) {
        long now = nanos.getAsLong();
        Long last = answeredNanos.get(from);
        if (!company.isHere(from) || (last != null && now - last < ANSWER_NANOS)) {
            return;
        }
        NodeSummary its = own.get();
        if (its != null) {
            answeredNanos.put(from, now);
            mail.send(from, GroupMessages.bytes(its));
        }
    }

    /** Somebody tells what it is like. */
    void told(Address from, NodeSummary summary) {
        if (company.isHere(from)) {
            told.put(from, new Told(summary, nanos.getAsLong()));
            changed = true;
        }
    }
}
