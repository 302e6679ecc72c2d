package io.ebbcache.store.expiry;

import java.util.function.LongSupplier;

/**
 * The store's time: whole seconds, advanced by {@link #tick}, so that reading it costs one load. It starts at 2 rather
 * than 0, so that "never" (0) and "at once" (1) are not moments of it.
 *
 * <p>Expiry follows memcached: 0 is never, a negative number is at once, up to 30 days is from now, more is Unix time.
 * An item is over in the second of its expiry.
 */
public final class StoreClock {

    /** The expiry of an item that does not expire. */
    public static final long NEVER = 0;

    /** The seconds left of what never expires. */
    public static final long UNLIMITED = -1;

    /** An expiry that is over at all times. */
    public static final long AT_ONCE = 1;

    private static final long FIRST_SECOND = 2;
    private static final long RELATIVE_LIMIT_SECONDS = 60L * 60 * 24 * 30;

    private static final long NANOS = 1_000_000_000;

    private final LongSupplier unixMillis;
    private final LongSupplier nanos;
    private final long startNanos;
    private volatile long now = FIRST_SECOND;

    /** A clock over the system's. */
    public StoreClock() {
        this(System::currentTimeMillis, System::nanoTime);
    }

    /**
     * A clock over one source of time.
     *
     * @param unixMillis milliseconds since 1970
     */
    public StoreClock(LongSupplier unixMillis) {
        this(unixMillis, () -> unixMillis.getAsLong() * (NANOS / 1000));
    }

    /**
     * A clock that advances with one source, whatever happens to the other: the system's date may be set anew.
     *
     * @param unixMillis milliseconds since 1970; what clients mean by a date
     * @param nanos nanoseconds since some moment
     */
    public StoreClock(LongSupplier unixMillis, LongSupplier nanos) {
        this.unixMillis = unixMillis;
        this.nanos = nanos;
        // whole seconds of this clock begin with those of the system's
        this.startNanos = nanos.getAsLong() - unixMillis.getAsLong() % 1000 * (NANOS / 1000);
    }

    /** Advances to the present; never goes back. One thread calls this, some times a second. */
    public void tick() {
        now = Math.max(now, FIRST_SECOND + (nanos.getAsLong() - startNanos) / NANOS);
    }

    /** Seconds of this clock. */
    public long now() {
        return now;
    }

    /** The same moment as Unix time in seconds. */
    public long unixSeconds() {
        return now + dateOffset();
    }

    /** Unix time in seconds of a moment of this clock. */
    public long toUnixSeconds(long seconds) {
        return seconds + dateOffset();
    }

    /**
     * The moment that a client's {@code exptime} means.
     *
     * @return seconds of this clock, {@link #NEVER} or {@link #AT_ONCE}
     */
    public long expiry(long exptime) {
        if (exptime == 0) {
            return NEVER;
        }
        if (exptime < 0) {
            return AT_ONCE;
        }
        long moment = exptime > RELATIVE_LIMIT_SECONDS ? exptime - dateOffset() : now + exptime;
        return Math.max(moment, AT_ONCE);
    }

    /** Whether an item of this expiry is over. */
    public boolean isOver(long expiry) {
        return expiry != NEVER && expiry <= now;
    }

    /** Seconds until an item of this expiry is over; {@link #UNLIMITED} if it never is. */
    public long secondsLeft(long expiry) {
        return expiry == NEVER ? UNLIMITED : Math.max(0, expiry - now);
    }

    /** What is to be added to a moment of this clock for the system's date. */
    private long dateOffset() {
        return unixMillis.getAsLong() / 1000 - FIRST_SECOND - (nanos.getAsLong() - startNanos) / NANOS;
    }
}
