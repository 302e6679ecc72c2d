package io.ebbcache.client.discovery;

import java.time.Duration;

/**
 * How often a source looks.
 *
 * @param refresh from one look to the next
 * @param least between two looks, whatever is suspected; also from a look that failed to the next, doubled each time up to {@code refresh}
 * @param patience how long a start waits for the first list
 */
public record Pace(Duration refresh, Duration least, Duration patience) {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public Pace {
        if (least.isNegative() || least.isZero() || refresh.toNanos() < least.toNanos() || patience.isNegative()) {
            throw new IllegalArgumentException(
                    "not a pace: refresh " + refresh + ", least " + least + ", patience " + patience);
        }
    }

    /** So often, at most once a second, and with ten seconds of patience. */
    public static Pace every(Duration refresh) {
        return new Pace(refresh, refresh.compareTo(LEAST) < 0 ? refresh : LEAST, PATIENCE);
    }

    /** How long to wait after so many looks in a row that failed. */
    Duration after(int failures) {
        if (failures == 0) {
            return refresh;
        }
        Duration wait = least;
        for (int i = 1; i < failures && wait.compareTo(refresh) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(refresh) < 0 ? wait : refresh;
    }
}
