package io.ebbcache.bench.compare;

import io.ebbcache.bench.load.WireProtocol;
import java.time.Duration;
import java.util.List;

/**
 * How to compare.
 *
 * @param rounds of each server at each point
 * @param round how long a round is counted
 * @param warmUp processor time that each server gets under load before its first round
 * @param memory whether memory per item is measured too
 */
record Settings(
        List<Point> points, WireProtocol protocol, int rounds, Duration round, Duration warmUp, boolean memory) {
    private static final double MILLIS_A_SECOND = 1_000;
    private static final double SECONDS_A_START = 1;
    private static final double SECONDS_A_FILL = 0.5;
    private static final double SECONDS_A_MEMORY = 8;

    /** Load before each round that is not counted. */
    Duration settle() {
        return round.dividedBy(5);
    }

    /** About how long it takes with so many servers. */
    Duration estimate(int servers) {
        long starts = points.stream().mapToInt(Point::serverThreads).distinct().count();
        long sizes =
                memory ? points.stream().mapToInt(Point::valueBytes).distinct().count() : 0;
        double aRound = round.plus(settle()).toMillis() / MILLIS_A_SECOND;
        double perServer = starts * (SECONDS_A_START + warmUp.toMillis() / MILLIS_A_SECOND)
                + sizes * SECONDS_A_MEMORY
                + points.size() * (SECONDS_A_FILL + rounds * aRound);
        return Duration.ofSeconds(Math.round(perServer * servers));
    }
}
