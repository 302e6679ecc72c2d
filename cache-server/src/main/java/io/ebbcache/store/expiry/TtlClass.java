package io.ebbcache.store.expiry;

/**
 * Items of like time to live share segments, so that a whole segment ends when its last item does. A class holds all times up to
 * twice its least; one holds what never expires.
 */
public final class TtlClass {

    /** Of items that never expire. */
    public static final int NEVER = 0;

    private TtlClass() {}

    /**
     * The class of an item that is stored now.
     *
     * @param expiry a moment of the store's clock, or {@link StoreClock#NEVER}
     */
    public static int of(long expiry, long now) {
        if (expiry == StoreClock.NEVER) {
            return NEVER;
        }
        return Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, expiry - now));
    }

    /** How little two classes suit each other; 0 for the same. What never expires suits no other. */
    public static int distance(int one, int other) {
        int apart = Math.abs(one - other);
        return apart != 0 && (one == NEVER || other == NEVER) ? apart + Long.SIZE : apart;
    }
}
