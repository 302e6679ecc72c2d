package io.ebbcache.client.connection;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to pause before the next attempt to connect: random between nothing and a bound that doubles each time ("full jitter", M. Brooker,
 * "Exponential Backoff And Jitter", 2015), so that clients that lost a server together do not come back together.
 */
final class Backoff {

    private final long firstNanos;
    private final long mostNanos;
    private long boundNanos;

    Backoff(Duration first, Duration most) {
        firstNanos = first.toNanos();
        mostNanos = most.toNanos();
        boundNanos = firstNanos;
    }

    /** The next pause. */
    long nextNanos() {
        long pause = ThreadLocalRandom.current().nextLong(boundNanos + 1);
        boundNanos = Math.min(mostNanos, boundNanos * 2);
        return pause;
    }

    /** The connection was good: the next pause is a first one. */
    void reset() {
        boundNanos = firstNanos;
    }
}
