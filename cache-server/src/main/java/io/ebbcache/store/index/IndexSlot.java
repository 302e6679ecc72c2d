package io.ebbcache.store.index;

import io.ebbcache.region.segment.Location;

/**
 * A slot of the index: two words that say where an item lies, and all about it that changes.
 *
 * <pre>
 *          63           40 39                                       0
 *         +---------------+------------------------------------------+
 *  place  |  hash (24)    |  generation (low 2), segment, position   |
 *         +---------------+------------------------------------------+
 *          63                     32 31      26 25  24 23       4 3  1 0
 *         +-------------------------+----------+------+----------+----+-+
 *  state  |  expiry, seconds (32)   |generation| read |last access|ASC|F|
 *         +-------------------------+----------+------+----------+----+-+
 * </pre>
 *
 * <p>F: fetched, read at least once. S: stale. C: claimed, somebody has been told to fill it anew. A: assigned, its CAS number is
 * the client's choice and does not tell when it was stored. Last access is in seconds of the store's clock, its low 20 bits (12
 * days). Read: how often it was read since it was written where it lies, three being many; eviction goes by that. An empty slot is
 * all zeros; no location is zero, so no slot in use is.
 */
public final class IndexSlot {

    /** Bytes of a slot. */
    public static final int SLOT_BYTES = 16;

    /** The most reads that are counted. */
    public static final int MANY_READS = 3;

    /** Offset of the state word. */
    static final int STATE = 8;

    private static final int HASH_BITS = 24;
    private static final int HASH_SHIFT = 40;
    private static final int HASH_MASK = (1 << HASH_BITS) - 1;

    /** Of a location, what the place word holds: the rest is in the state word, so that both change when an item moves. */
    private static final int PLACE_BITS = Location.PLACE_BITS + 2;

    private static final long PLACE_MASK = (1L << PLACE_BITS) - 1;
    private static final int EXPIRY_SHIFT = 32;
    private static final int GENERATION_SHIFT = 26;
    private static final long GENERATION_MASK = 0x3FL << GENERATION_SHIFT;
    private static final int READS_SHIFT = 24;
    private static final long READS_MASK = 3L << READS_SHIFT;
    private static final int ACCESS_SHIFT = 4;
    private static final long ACCESS_MASK = 0xFFFFFL << ACCESS_SHIFT;
    private static final long FETCHED = 1;
    private static final long CLAIMED = 1 << 1;
    private static final long STALE = 1 << 2;
    private static final long ASSIGNED = 1 << 3;

    private IndexSlot() {}

    /** The part of a 64-bit hash that slots hold and that chooses a bucket. */
    static int hash(long hash) {
        return (int) hash & HASH_MASK;
    }

    /** The place word of an item. */
    public static long place(long hash, long location) {
        return (long) hash(hash) << HASH_SHIFT | (location & PLACE_MASK);
    }

    /** The state word of an item, without {@link #access} and {@link #marks}. */
    public static long state(long location, long expiry) {
        return expiry << EXPIRY_SHIFT | location >>> PLACE_BITS << GENERATION_SHIFT;
    }

    /** The bits of a state word that say of an item that it was stored now, and not read yet. */
    public static long storedAt(long now) {
        return now << ACCESS_SHIFT & ACCESS_MASK;
    }

    /** The bits of a state word that say when the item was stored or read last, whether it was read and how often. */
    public static long access(long state) {
        return state & (ACCESS_MASK | READS_MASK | FETCHED);
    }

    /** The state word of an item that was read now. */
    public static long touched(long state, long now) {
        long more = (state & READS_MASK) == READS_MASK ? state : state + (1L << READS_SHIFT);
        return (more & ~ACCESS_MASK) | (now << ACCESS_SHIFT & ACCESS_MASK) | FETCHED;
    }

    /** How often the item was read since it was written where it lies: 0 to {@link #MANY_READS}. */
    public static int reads(long state) {
        return (int) ((state & READS_MASK) >>> READS_SHIFT);
    }

    /** The bits of a state word that say that an item was read so often: 0 to {@link #MANY_READS}. */
    public static long readOften(int reads) {
        return (long) reads << READS_SHIFT;
    }

    /** The state word of the same item at another place, after so many reads. */
    public static long moved(long state, long location, int reads) {
        return (state & ~(GENERATION_MASK | READS_MASK))
                | location >>> PLACE_BITS << GENERATION_SHIFT
                | readOften(reads);
    }

    /** The state word with another expiry. */
    public static long withExpiry(long state, long expiry) {
        return (state & ((1L << EXPIRY_SHIFT) - 1)) | expiry << EXPIRY_SHIFT;
    }

    /** The bits of a state word that mark an item as stale and as claimed. */
    public static long marks(boolean stale, boolean claimed) {
        return (stale ? STALE : 0) | (claimed ? CLAIMED : 0);
    }

    /** The bit of a state word that marks the CAS number of an item as the client's choice. */
    public static long assignedCas(boolean assigned) {
        return assigned ? ASSIGNED : 0;
    }

    /** Whether the CAS number of the item is the client's choice. */
    public static boolean isCasAssigned(long state) {
        return (state & ASSIGNED) != 0;
    }

    /** Whether the item was marked as stale. */
    public static boolean isStale(long state) {
        return (state & STALE) != 0;
    }

    /** Whether somebody has been told to fill the item anew. */
    public static boolean isClaimed(long state) {
        return (state & CLAIMED) != 0;
    }

    /** The bits of a hash that its slot holds, behind the number of its partition. */
    static long knownHash(int partition, int bits) {
        return (long) partition << HASH_BITS | bits;
    }

    static int hashOf(long place) {
        return (int) (place >>> HASH_SHIFT);
    }

    /** Where the item lies. */
    public static long location(long place, long state) {
        return (state & GENERATION_MASK) >>> GENERATION_SHIFT << PLACE_BITS | (place & PLACE_MASK);
    }

    /** When the item expires, in seconds of the store's clock; 0 is never. */
    public static long expiry(long state) {
        return state >>> EXPIRY_SHIFT;
    }

    /** Whether the item was read at least once. */
    public static boolean isFetched(long state) {
        return (state & FETCHED) != 0;
    }

    /** Seconds since the item was stored or read last. */
    public static long idleSeconds(long state, long now) {
        return (now - (state >>> ACCESS_SHIFT)) & (ACCESS_MASK >>> ACCESS_SHIFT);
    }

    /** Seconds from the last access of one item to that of another. */
    static long idleBetween(long state, long laterState) {
        return idleSeconds(state, laterState >>> ACCESS_SHIFT);
    }
}
