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
 *  | generation |    0     |    items     | fetched items | bytes of items / 8|
 *  +------------+----------+--------------+---------------+-------------------+
 *  | generation |                   0                     | bytes of parts / 8|
 *  +------------+-----------------------------------------+-------------------+
 * </pre>
 *
 * <p>The second word, of its own, has the parts of values whose items lie in other segments. So the number of items is exact:
 * whoever ends a generation gets the final count, and whoever comes later is told that it is over. The bytes of an item that
 * was taken away without being read stay counted as long as other items live in the segment.
 */
public final class Occupancy {

    private static final int FIELD_BITS = 18;
    private static final int FIELD_MASK = (1 << FIELD_BITS) - 1;
    private static final int GENERATION_SHIFT = 56;
    private static final long GENERATION_MASK = 0xFFL << GENERATION_SHIFT;

    private final AtomicLongArray words;
    private final AtomicLongArray parts;

    Occupancy(int segments) {
        words = new AtomicLongArray(segments);
        parts = new AtomicLongArray(segments);
    }

    /** Whether the generation that a location was written under is still the segment's. */
    public boolean isCurrent(long location) {
        return isCurrent(words.get(Location.segment(location)), location);
    }

    /**
     * Counts an item out that was counted in by its writer.
     *
     * @param bytes as it was counted in; 0 where that is not known
     * @param fetched whether it was counted by {@link #fetched}
     * @return false if the generation is over
     */
    public boolean remove(long location, int bytes, boolean fetched) {
        return change(location, -1, fetched ? -1 : 0, -bytes);
    }

    /**
     * Counts the first read of an item.
     *
     * @return false if the generation is over
     */
    public boolean fetched(long location) {
        return change(location, 0, 1, 0);
    }

    /** Takes back a call of {@link #fetched}. */
    public void notFetched(long location) {
        change(location, 0, -1, 0);
    }

    /** Items alive in a segment. */
    public int items(int segment) {
        return items(words.get(segment));
    }

    /** Of these, the ones that were read since they were stored. */
    public int fetchedItems(int segment) {
        return fetchedItems(words.get(segment));
    }

    /** Bytes alive in a segment. */
    public int bytes(int segment) {
        long word = words.get(segment);
        return (items(word) == 0 ? 0 : bytes(word)) + bytes(parts.get(segment));
    }

    /** Whether nothing is alive in a segment. */
    public boolean isHollow(int segment) {
        return items(segment) == 0 && bytes(parts.get(segment)) == 0;
    }

    /** Counts an item in; false if the generation is over. */
    boolean add(long location, int bytes) {
        return change(location, 1, 0, bytes);
    }

    /** Counts a part of a value in, or out if negative. */
    void addPart(long location, int bytes) {
        int segment = Location.segment(location);
        long word;
        long next;
        do {
            word = parts.get(segment);
            if (!isCurrent(word, location)) {
                return;
            }
            next = (word & GENERATION_MASK) | units(bytes(word) + bytes);
        } while (!parts.compareAndSet(segment, word, next));
    }

    /** Starts the books of the next generation and returns the last state of those of the old. */
    long restart(int segment, int generation) {
        parts.set(segment, (long) generation << GENERATION_SHIFT);
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

    private boolean change(long location, int items, int fetched, int bytes) {
        int segment = Location.segment(location);
        long word;
        long next;
        do {
            word = words.get(segment);
            if (!isCurrent(word, location)) {
                return false;
            }
            // a first read may be counted for another item of the same second: no field may borrow from its neighbour
            next = (word & GENERATION_MASK)
                    | (long) Math.max(0, items(word) + items) << (2 * FIELD_BITS)
                    | (long) Math.max(0, fetchedItems(word) + fetched) << FIELD_BITS
                    | units(bytes(word) + bytes);
        } while (!words.compareAndSet(segment, word, next));
        return true;
    }

    private static long units(int bytes) {
        return Math.max(0, bytes) / PageLayout.ALIGNMENT;
    }

    private static boolean isCurrent(long word, long location) {
        return (int) (word >>> GENERATION_SHIFT) == Location.generation(location);
    }
}
