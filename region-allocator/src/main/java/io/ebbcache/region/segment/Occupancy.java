package io.ebbcache.region.segment;

import io.ebbcache.region.page.PageLayout;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is alive in each segment, kept in ordinary memory: how many items, how many of them were read, how many bytes. One
 * word a segment, changed as a whole, together with the generation it speaks of:
 *
 * <pre>
 *   63        56 55      54 53          36 35           18 17                0
 *  +------------+----------+--------------+---------------+-------------------+
 *  | generation |    0     |    items     | fetched items | bytes alive / 8   |
 *  +------------+----------+--------------+---------------+-------------------+
 * </pre>
 *
 * <p>So the books are exact: whoever ends a generation gets the final count, and whoever comes later is told that it is over.
 */
public final class Occupancy {

    private static final int FIELD_BITS = 18;
    private static final int FIELD_MASK = (1 << FIELD_BITS) - 1;
    private static final long ONE_FETCHED = 1L << FIELD_BITS;
    private static final long ONE_ITEM = 1L << (2 * FIELD_BITS);
    private static final int GENERATION_SHIFT = 56;

    private final AtomicLongArray words;

    Occupancy(int segments) {
        words = new AtomicLongArray(segments);
    }

    /** Whether the generation that a location was written under is still the segment's. */
    public boolean isCurrent(long location) {
        return isCurrent(words.get(Location.segment(location)), location);
    }

    /**
     * Counts an item in.
     *
     * @param bytes a multiple of 8
     * @return false if the generation is over
     */
    public boolean add(long location, int bytes) {
        return change(location, ONE_ITEM + bytes / PageLayout.ALIGNMENT);
    }

    /**
     * Counts an item out that was counted in.
     *
     * @param bytes as it was counted in
     * @param fetched whether it was counted by {@link #fetched}
     * @return false if the generation is over
     */
    public boolean remove(long location, int bytes, boolean fetched) {
        return change(location, -(ONE_ITEM + (fetched ? ONE_FETCHED : 0) + bytes / PageLayout.ALIGNMENT));
    }

    /**
     * Counts bytes that belong to an item in another segment in, or out if negative.
     *
     * @param bytes a multiple of 8
     * @return false if the generation is over
     */
    public boolean addBytes(long location, int bytes) {
        return change(location, bytes / PageLayout.ALIGNMENT);
    }

    /** Takes back a call of {@link #fetched}. */
    public void notFetched(long location) {
        change(location, -ONE_FETCHED);
    }

    /**
     * Counts the first read of an item.
     *
     * @return false if the generation is over
     */
    public boolean fetched(long location) {
        return change(location, ONE_FETCHED);
    }

    /** Items alive in a segment. */
    public int items(int segment) {
        return items(words.get(segment));
    }

    /** Bytes alive in a segment. */
    public int bytes(int segment) {
        return bytes(words.get(segment));
    }

    /** Starts the books of the next generation and returns the last state of those of the old. */
    long restart(int segment, int generation) {
        return words.getAndSet(segment, (long) generation << GENERATION_SHIFT);
    }

    static int items(long word) {
        return (int) (word >>> (2 * FIELD_BITS)) & FIELD_MASK;
    }

    static int fetchedItems(long word) {
        return (int) (word >>> FIELD_BITS) & FIELD_MASK;
    }

    static int bytes(long word) {
        return ((int) word & FIELD_MASK) * PageLayout.ALIGNMENT;
    }

    private boolean change(long location, long difference) {
        int segment = Location.segment(location);
        long word;
        do {
            word = words.get(segment);
            if (!isCurrent(word, location)) {
                return false;
            }
        } while (!words.compareAndSet(segment, word, word + difference));
        return true;
    }

    private static boolean isCurrent(long word, long location) {
        return (int) (word >>> GENERATION_SHIFT) == Location.generation(location);
    }
}
