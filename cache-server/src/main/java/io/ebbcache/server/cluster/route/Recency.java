package io.ebbcache.server.cluster.route;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether the ring that this node goes by may be over without its knowing. Others may have decided another while it stood still, stopped or starved;
 * and who refuses a key that is his by our ring goes by a later one. Then the keys of this node may be somebody else's, who takes writes for them: it
 * must not answer for them before it has the later ring. If that does not come for long, it goes on all the same. Safe for use by many threads.
 */
final class Recency {

    private static final long NONE = 0;
    private static final long LONGEST_DOUBT_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A request waits for the later ring for so long after this node has heard that there is one. */
    private static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final long pauseNanos;
    private volatile long tickNanos;
    private volatile long overVersion = NONE;
    private volatile long overNanos;

    /** @param pauseNanos who stood still for less cannot have been given up by the others */
    Recency(LongSupplier nanos, long pauseNanos) {
        this.nanos = nanos;
        this.pauseNanos = pauseNanos;
        this.tickNanos = nanos.getAsLong();
    }

    /** To be called all the time: this node is awake. */
    void tick() {
        tickNanos = nanos.getAsLong();
    }

    /** Whether nobody has called {@link #tick} for so long that others may have given this node up. */
    boolean hasStoodStill() {
        return nanos.getAsLong() - tickNanos > pauseNanos;
    }

    /** Another node goes by a later ring than that of this version. */
    void isOver(long version) {
        if (version > overVersion) {
            overNanos = nanos.getAsLong();
            overVersion = version;
        }
    }

    /** Whether a ring of this version is over, and there is hope for the next. */
    boolean isDoubted(long version) {
        return overVersion >= version && nanos.getAsLong() - overNanos < LONGEST_DOUBT_NANOS;
    }

    /** Whether that was heard just now, so that a request should rather wait. */
    boolean isFreshlyDoubted() {
        return nanos.getAsLong() - overNanos < SHORT_NANOS;
    }
}
