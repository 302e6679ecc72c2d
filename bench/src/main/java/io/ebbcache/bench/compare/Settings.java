package io.ebbcache.bench.compare;

import io.ebbcache.bench.load.WireProtocol;
import java.time.Duration;
import java.util.List;

/**
 * How to compare.
 *
 * @param rounds of each server at each point
 * @param round how long a round is counted
 * @param warmUp load before the first round, for each pair of servers; a tenth of a round comes before each further one
 * @param memory whether memory per item is measured too
 */
record Settings(
        List<Point> points, WireProtocol protocol, int rounds, Duration round, Duration warmUp, boolean memory) {
    private static final double MILLIS_A_SECOND = 1_000;
    private static final double SECONDS_A_SERVER = 3;

    /** Load before each round that is not counted. */
    Duration settle() {
        return round.dividedBy(5);
    }

    /** About how long it takes with so many servers. */
    Duration estimate(int servers) {
        long starts = points.stream().mapToInt(Point::serverThreads).distinct().count()
                + (memory
                        ? points.stream().mapToInt(Point::valueBytes).distinct().count()
                        : 0);
        double perServer = starts * (SECONDS_A_SERVER + warmUp.toMillis() / MILLIS_A_SECOND)
                + points.size() * rounds * (round.plus(settle()).toMillis() / MILLIS_A_SECOND);
        return Duration.ofSeconds(Math.round(perServer * servers));
    }
}
