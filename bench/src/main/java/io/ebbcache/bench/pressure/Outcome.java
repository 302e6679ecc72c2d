package io.ebbcache.bench.pressure;

import io.ebbcache.bench.process.ServerKind;
import java.util.List;
import java.util.Optional;

/**
 * All that was measured of one scenario.
 *
 * @param moves of the neighbour, in the time of the recording
 * @param quiet the same allocations where nobody is in the way
 * @param courses one of each server
 * @param confined of each server once more, confined from its start to what the neighbour leaves at most; empty if not asked for
 */
record Outcome(Scenario scenario, List<Move> moves, QuietNeighbour quiet, List<Course> courses, List<Course> confined) {
    Optional<Course> confined(ServerKind server) {
        return confined.stream().filter(course -> course.server() == server).findFirst();
    }

    /** The hit ratio of a server that was confined from its start. */
    Optional<Double> confinedHitRatio(ServerKind server) {
        return confined(server).map(course -> Summary.hitRatio(course.samples()));
    }
}
