package io.ebbcache.server.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What one client says, from a cache without items on. */
record Talk(List<Burst> bursts) {

    int requests() {
        return bursts.stream().mapToInt(burst -> burst.requests().size()).sum();
    }

    Talk without(int from, int to) {
        List<Burst> rest = new ArrayList<>(bursts);
        rest.subList(from, to).clear();
        return new Talk(rest);
    }

    Talk with(int index, Burst other) {
        List<Burst> changed = new ArrayList<>(bursts);
        changed.set(index, other);
        return new Talk(changed);
    }

    /** A line a request; an empty one between bursts. */
    String show(Wire wire) {
        return bursts.stream()
                .map(burst -> burst.requests().stream()
                        .map(request -> "  " + wire.show(request.bytes()))
                        .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n\n"));
    }
}
