package io.ebbcache.bench.faults;

import java.util.List;
import java.util.Set;

/** Which nodes shall have come to one ring: all that can be reached; in a split cluster each part for itself. */
record Expectation(List<Set<String>> groups) {

    static Expectation oneRing(Set<String> nodes) {
        return new Expectation(List.of(Set.copyOf(nodes)));
    }

    boolean isMet(RingBook rings, long sinceNanos) {
        return groups.stream().allMatch(group -> rings.agree(group, sinceNanos));
    }
}
