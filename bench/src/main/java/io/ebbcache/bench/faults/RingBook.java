package io.ebbcache.bench.faults;

import io.ebbcache.bench.faults.RingHistory.Told;
import io.ebbcache.client.ring.KetamaPlacement;
import io.ebbcache.client.ring.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is known of the rings: which node went by which one when, and which node has a key in it. */
final class RingBook {
    private final Map<String, RingHistory> histories = new ConcurrentHashMap<>();
    private final Map<RingId, Ring> rings = new ConcurrentHashMap<>();

    /** Names in the order in which nodes place keys. */
    private record Ring(List<String> names, KetamaPlacement placement) {}

    /** A node has answered. */
    void told(String node, long askedNanos, long answeredNanos, NodeView view) {
        if (view.ring().exists() && !view.members().isEmpty()) {
            rings.computeIfAbsent(view.ring(), any -> ringOf(view));
        }
        history(node).told(askedNanos, answeredNanos, view);
    }

    /** A node has not answered. */
    void silent(String node) {
        history(node).silent();
    }

    /** The ring that a node went by all the time from one moment to another; null if that is not known, or it changed. */
    @Nullable
    RingId during(String node, long from, long to) {
        return history(node).during(from, to);
    }

    /** Whether what a node was told some time between two moments counts for others: it had a ring, and not one of its own part only. */
    boolean counts(String node, long from, long to) {
        List<RingId> around = history(node).around(from, to);
        return !around.isEmpty() && around.stream().allMatch(ring -> ring.exists() && !ring.tentative());
    }

    /** The node that has a key in a ring. */
    String owner(RingId id, String key) {
        Ring ring = rings.get(id);
        if (ring == null) {
            throw new IllegalArgumentException("no ring " + id);
        }
        int place = KetamaPlacement.placeOf(key.getBytes(StandardCharsets.US_ASCII));
        return ring.names().get(ring.placement().indexAt(place));
    }

    /**
     * Whether these nodes have come to one ring, and see each other and nobody else.
     *
     * @param sinceNanos answers that were asked for before do not count
     */
    boolean agree(Set<String> nodes, long sinceNanos) {
        RingId common = null;
        for (String node : nodes) {
            Told told = history(node).latest();
            if (told == null
                    || told.askedNanos() < sinceNanos
                    || !told.view().ring().exists()
                    || told.view().viewNodes() != nodes.size()
                    || !told.view().members().keySet().containsAll(nodes)
                    || (common != null && !common.equals(told.view().ring()))) {
                return false;
            }
            common = told.view().ring();
        }
        return true;
    }

    /** Whether these tell of nobody else. */
    boolean tellOfThemselvesOnly(Set<String> nodes) {
        return nodes.stream()
                .map(each -> history(each).latest())
                .allMatch(told -> told != null && told.view().members().keySet().equals(nodes));
    }

    /** How many rings came into force anywhere after a moment, those that several nodes went by counted once. */
    int ringsSince(long nanos) {
        return (int) histories.values().stream()
                .flatMap(each -> each.since(nanos).stream())
                .distinct()
                .count();
    }

    /** What the nodes tell at the moment, for a message. */
    String now() {
        List<String> parts = new ArrayList<>();
        histories.keySet().stream().sorted().forEach(node -> {
            Told told = history(node).latest();
            parts.add(
                    told == null
                            ? node + " does not answer"
                            : node + " has ring " + told.view().ring() + " of "
                                    + told.view().members().keySet() + ", sees "
                                    + told.view().viewNodes()
                                    + ", coordinator " + told.view().coordinator());
        });
        return String.join("; ", parts);
    }

    private RingHistory history(String node) {
        return histories.computeIfAbsent(node, any -> new RingHistory());
    }

    /** Who is missing has no keys meanwhile, unless all are. */
    private static Ring ringOf(NodeView view) {
        List<String> there = view.members().keySet().stream()
                .filter(name -> !view.missing().contains(name))
                .toList();
        List<String> names =
                there.isEmpty() ? List.copyOf(view.members().keySet()) : there; // sorted, as nodes sort them
        List<Node> nodes = view.members().entrySet().stream()
                .filter(each -> names.contains(each.getKey()))
                .map(each -> Node.parse(each.getValue()))
                .toList();
        return new Ring(names, new KetamaPlacement(nodes));
    }
}
