package io.ebbcache.client.connection;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that a connection has, up to a bound. */
final class InFlight {

    private final int most;
    private final AtomicInteger count = new AtomicInteger();

    InFlight(int most) {
        this.most = most;
    }

    /** Counts one more, if there is room. */
    boolean tryEnter() {
        if (count.incrementAndGet() <= most) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    void leave() {
        count.decrementAndGet();
    }

    int count() {
        return count.get();
    }

    int most() {
        return most;
    }
}
