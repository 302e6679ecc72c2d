package io.ebbcache.bench.faults;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What nodes n1 to n4 might tell. */
final class Views {
    static final Map<String, String> ADDRESSES =
            Map.of("n1", "10.0.0.1:11211", "n2", "10.0.0.2:11211", "n3", "10.0.0.3:11211", "n4", "10.0.0.4:11211");

    private Views() {}

    /** A ring of all. */
    static RingId ring(long version) {
        return new RingId(version, "", false);
    }

    /** A complete cluster of these. */
    static NodeView view(long ringVersion, String... members) {
        return new NodeView(ring(ringVersion), members.length, "n1", addresses(members), Set.of());
    }

    /** The smaller part of a cluster. */
    static NodeView tentative(long ringVersion, String... members) {
        return new NodeView(new RingId(ringVersion, "", true), members.length, "n1", addresses(members), Set.of());
    }

    /** A cluster of which one is missing. */
    static NodeView without(String missing, long ringVersion, String... members) {
        return new NodeView(ring(ringVersion), members.length - 1, "n1", addresses(members), Set.of(missing));
    }

    private static SortedMap<String, String> addresses(String... members) {
        SortedMap<String, String> all = new TreeMap<>();
        Arrays.stream(members).forEach(each -> all.put(each, ADDRESSES.getOrDefault(each, "")));
        return all;
    }
}
