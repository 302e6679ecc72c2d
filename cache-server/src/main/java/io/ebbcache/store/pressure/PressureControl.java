package io.ebbcache.store.pressure;

import java.util.function.LongSupplier;

/**
 * How much a cache may take of the memory that it shares with others, asked some times a second.
 *
 * <p>It gives up at once what it has too much. It takes more only where there was no shortage for a while; then slowly, so
 * that a neighbour who comes and goes is not met by a cache that has just grown into his place; and freely when all has been calm.
 */
public final class PressureControl {

    private static final long NANOS = 1_000_000_000;
    private static final long HOLD_NANOS = NANOS;
    private static final long CALM_NANOS = 10 * NANOS;

    /** While it grows slowly, the most for one time it asks. */
    private static final long LEAST_STEP_BYTES = 4L << 20;

    /** Or one part of so many of what it has, if that is more. */
    private static final long STEP_DIVISOR = 64;

    /** While somebody waits, one part of so many of what it has is given up each time it asks. */
    private static final long STALLED_DIVISOR = 256;

    private final LongSupplier nanos;
    private long lastShortage;
    private boolean isShort;

    /**
     * Calm at first.
     *
     * @param nanos nanoseconds since some moment
     */
    public PressureControl(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastShortage = nanos.getAsLong() - CALM_NANOS;
    }

    /**
     * What the cache may take more now.
     *
     * @param spareBytes what others leave beyond a reserve; negative if the reserve is touched
     * @param ownBytes what the cache has
     * @param readyBytes what it keeps ready to be taken, which is no growth
     * @param stalled whether somebody waits for memory whatever is spare; then a little is given up at a time
     * @return bytes; negative if so many are to be given up
     */
    public long mayTake(long spareBytes, long ownBytes, long readyBytes, boolean stalled) {
        long now = nanos.getAsLong();
        if (spareBytes < 0 || stalled) {
            lastShortage = now;
            isShort = true;
            return stalled ? Math.min(spareBytes, -ownBytes / STALLED_DIVISOR) : spareBytes;
        }
        long calm = now - lastShortage;
        if (calm < HOLD_NANOS) {
            return Math.min(spareBytes, readyBytes);
        }
        if (calm < CALM_NANOS) {
            return Math.min(spareBytes, readyBytes + Math.max(LEAST_STEP_BYTES, ownBytes / STEP_DIVISOR));
        }
        isShort = false;
        return spareBytes;
    }

    /** Whether there was a shortage and it is not calm yet. */
    public boolean isShort() {
        return isShort;
    }
}
