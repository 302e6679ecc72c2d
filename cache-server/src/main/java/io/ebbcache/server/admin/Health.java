package io.ebbcache.server.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether this node is to be started again (it is not live), and whether it is to be sent requests (it is ready). Neither depends on other nodes
 * or on pressure: what ails all nodes at once is not made better by ending them, and a cache that has given up what it had still serves.
 */
public final class Health {

    /** An event loop that has not turned for so long hangs. */
    static final long HUNG_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier nanosSinceTurn;
    private volatile boolean ready;

    /**
     * Not ready at first.
     *
     * @param nanosSinceTurn for how long the event loop that has been silent longest has not turned
     */
    public Health(LongSupplier nanosSinceTurn) {
        this.nanosSinceTurn = nanosSinceTurn;
    }

    /** Ready from the moment at which the node serves until it begins to end. */
    public void ready(boolean now) {
        ready = now;
    }

    /** For how long the event loop that has been silent longest has not turned. */
    long silentNanos() {
        return nanosSinceTurn.getAsLong();
    }

    Answer live() {
        long silent = silentNanos();
        return silent < HUNG_NANOS
                ? Answer.line(HttpResponseStatus.OK, "live")
                : Answer.line(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        "an event loop has not turned for " + TimeUnit.NANOSECONDS.toSeconds(silent) + " s");
    }

    Answer ready() {
        return ready
                ? Answer.line(HttpResponseStatus.OK, "ready")
                : Answer.line(HttpResponseStatus.SERVICE_UNAVAILABLE, "starts or ends");
    }
}
