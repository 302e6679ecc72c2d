package io.ebbcache.store.index;

/**
 * The slots that may hold a key, as they were together at one moment. Their hashes match; whether their keys do is for the
 * reader of the items to say. Owned by one thread, overwritten by the next search.
 */
public final class Candidates {

    private static final int MAX = 2 * IndexPartition.BUCKET_SLOTS;

    private final long[] addresses = new long[MAX];
    private final long[] places = new long[MAX];
    private final long[] states = new long[MAX];
    private int count;

    public int count() {
        return count;
    }

    public long place(int i) {
        return places[i];
    }

    public long state(int i) {
        return states[i];
    }

    /** Where the item of a slot lies. */
    public long location(int i) {
        return IndexSlot.location(places[i], states[i]);
    }

    long address(int i) {
        return addresses[i];
    }

    void clear() {
        count = 0;
    }

    void add(long address, long place, long state) {
        addresses[count] = address;
        places[count] = place;
        states[count] = state;
        count++;
    }
}
