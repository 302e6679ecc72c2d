package io.ebbcache.store.index;

import org.agrona.UnsafeApi;

/** The slots of one partition as they were together at one moment. Owned by one thread, overwritten by the next copy. */
public final class SlotCopy {

    private static final int WORDS = 2;

    private long[] words = {};
    private int count;

    /** How many slots there are. */
    public int count() {
        return count;
    }

    public long state(int i) {
        return words[i * WORDS + 1];
    }

    /** Where the item of a slot lies. */
    public long location(int i) {
        return IndexSlot.location(words[i * WORDS], state(i));
    }

    /** Forgets all slots, and makes room for so many. */
    void clear(int slots) {
        count = 0;
        if (words.length < slots * WORDS) {
            words = new long[slots * WORDS];
        }
    }

    void add(long slot) {
        words[count * WORDS] = UnsafeApi.getLong(slot);
        words[count * WORDS + 1] = UnsafeApi.getLong(slot + IndexSlot.STATE);
        count++;
    }
}
