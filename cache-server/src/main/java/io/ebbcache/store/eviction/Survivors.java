package io.ebbcache.store.eviction;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which items of a segment that is given up are kept: those that were read since they were written there, the most often read
 * first, among equals the one read last; but no more than so many bytes, so that giving up a segment always frees part of one.
 * Used by one thread, for one segment after the other.
 */
public final class Survivors {

    private static final int IDLE_BITS = 20;
    private static final int INDEX_BITS = 20;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;
    private static final int MOST_READS = 3;

    private final BitSet chosen = new BitSet();
    private long[] ranked = {};
    private long[] bytes = {};
    private int items;
    private int candidates;

    /** Begins with a segment. */
    public void clear() {
        items = 0;
        candidates = 0;
        chosen.clear();
    }

    /**
     * The next item of the segment.
     *
     * @param itemBytes what it takes
     * @param reads how often it was read, 3 being many
     * @param idleSeconds since it was read or stored
     */
    public void add(long itemBytes, int reads, long idleSeconds) {
        if (items == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(1 << 10, 2 * items));
            ranked = Arrays.copyOf(ranked, bytes.length);
        }
        bytes[items] = itemBytes;
        if (reads > 0) {
            long idle = Math.min(idleSeconds, (1 << IDLE_BITS) - 1);
            ranked[candidates++] = (MOST_READS - reads) * (1L << (IDLE_BITS + INDEX_BITS)) | idle << INDEX_BITS | items;
        }
        items++;
    }

    /** Chooses, of what was added. */
    public void choose(long mostBytes) {
        Arrays.sort(ranked, 0, candidates);
        long left = mostBytes;
        for (int i = 0; i < candidates; i++) {
            int item = (int) ranked[i] & INDEX_MASK;
            if (bytes[item] <= left) {
                left -= bytes[item];
                chosen.set(item);
            }
        }
    }

    /** Chooses all. */
    public void chooseAll() {
        chosen.set(0, items);
    }

    /** Whether an item is kept, by the order in which they were added. */
    public boolean isChosen(int item) {
        return chosen.get(item);
    }
}
