package io.ebbcache.server.net;

/**
 * For how long a client may let its connection wait, in seconds; 0 is for ever.
 *
 * @param idleSeconds between requests, with all replies gone
 * @param requestSeconds in the middle of a request, without sending more of it
 * @param writeSeconds with replies that wait to leave, without taking any of them
 */
public record Timeouts(int idleSeconds, int requestSeconds, int writeSeconds) {

    /** Idle for ever, as memcached; a minute for what holds memory. */
    public static final Timeouts STANDARD = new Timeouts(0, 60, 60);

    public Timeouts {
        if (idleSeconds < 0 || requestSeconds < 0 || writeSeconds < 0) {
            throw new IllegalArgumentException(
                    "timeouts of " + idleSeconds + ", " + requestSeconds + " and " + writeSeconds + " seconds");
        }
    }

    boolean anySet() {
        return idleSeconds > 0 || requestSeconds > 0 || writeSeconds > 0;
    }
}
