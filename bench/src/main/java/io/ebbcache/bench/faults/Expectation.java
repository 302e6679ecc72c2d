package io.ebbcache.bench.faults;

import java.util.List;
import java.util.Set;

/** Which nodes shall come to one ring: all that can be reached; in a split cluster each part for itself. */
record Expectation(List<Set<String>> groups) {

    static Expectation oneRing(Set<String> nodes) {
        return new Expectation(List.of(Set.copyOf(nodes)));
    }

    /** Whether the nodes of each have one ring and see each other. */
    boolean isAgreed(RingBook rings, long sinceNanos) {
        return groups.stream().allMatch(group -> rings.agree(group, sinceNanos));
    }

    /** Whether beyond that clients are told of these nodes only. */
    boolean isMet(RingBook rings, long sinceNanos) {
        return isAgreed(rings, sinceNanos) && groups.stream().allMatch(rings::tellOfThemselvesOnly);
    }
}
