package io.ebbcache.client.operation;

import java.time.Duration;

/** When an item ends, as memcached is told it: seconds from now, or beyond thirty days the second since 1970. */
public final class Expiry {

    /** Never. */
    public static final long NEVER = 0;

    private static final long LONGEST_RELATIVE = 30L * 24 * 60 * 60;

    private Expiry() {}

    /**
     * The expiry of an item that is to live for so long.
     *
     * @param ttl begun seconds count as whole ones; more than nothing
     * @throws IllegalArgumentException if it is zero or negative
     */
    public static long of(Duration ttl) {
        long seconds = seconds(ttl);
        return seconds <= LONGEST_RELATIVE ? seconds : System.currentTimeMillis() / 1000 + seconds;
    }

    /**
     * Whole seconds, begun ones included.
     *
     * @throws IllegalArgumentException if it is zero or negative
     */
    public static long seconds(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("not a time to live: " + time);
        }
        return time.getNano() == 0 ? time.getSeconds() : time.getSeconds() + 1;
    }
}
