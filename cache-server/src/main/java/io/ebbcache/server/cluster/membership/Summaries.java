package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.command.NodeFigures;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the nodes of the cluster are like, for whoever looks at it. */
final class Summaries {

    /** A node, whenever it was started. */
    private record Place(String name, String address) {

        static Place of(Member member) {
            return new Place(member.name(), member.address());
        }
    }

    /** Those who share the keys, and then those who are there without any; any thread may ask. */
    List<NodeFigures> nodes(GroupState state) {
        Place own = Place.of(state.self());
        Set<String> here = state.here().stream().map(Member::name).collect(Collectors.toSet());
        return Stream.concat(state.members().stream(), state.here().stream())
                .map(Place::of)
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .map(place -> figures(place, place.equals(own), !here.contains(place.name())))
                .toList();
    }

    private static NodeFigures figures(Place place, boolean own, boolean missing) {
        return new NodeFigures(place.name(), place.address(), own, missing && !own, 0, null);
    }
}
