package io.ebbcache.region.segment;

import org.agrona.UnsafeApi;

/**
 * The parts of a value that is too large for what is left of one segment. A list in memory of its own, filled by
 * {@link SegmentWriter#appendExtents} and kept by the caller with the item, as bytes:
 *
 * <pre>
 *  0                8               12              16
 *  +----------------+---------------+---------------+
 *  |      tag       |   position    |    length     |     one entry a part, in the order of the value
 *  +----------------+---------------+---------------+
 * </pre>
 *
 * <p>The whole tag is kept, so a part is known to be the one that was written however long the list lives.
 */
public final class Extents implements AutoCloseable {

    /** Bytes of an entry. */
    public static final int ENTRY_BYTES = 16;

    private static final int POSITION = 8;
    private static final int LENGTH = 12;

    private final int capacity;
    private final long address;
    private int count;

    /**
     * Room for the parts of a value of any length that is allowed.
     *
     * @param maxValueBytes the longest value
     */
    public Extents(int maxValueBytes) {
        // what is left of the open segment, whole segments, and a rest
        this.capacity = maxValueBytes / SegmentLayout.PAYLOAD_BYTES + 2;
        this.address = UnsafeApi.allocateMemory((long) capacity * ENTRY_BYTES);
    }

    /** Address of the first entry. */
    public long address() {
        return address;
    }

    /** Number of entries. */
    public int count() {
        return count;
    }

    /** Bytes of all entries. */
    public int bytes() {
        return count * ENTRY_BYTES;
    }

    /** Says that {@code entries} entries were copied to {@link #address}, at most {@link #capacity}. */
    public void loaded(int entries) {
        count = entries;
    }

    /** The most entries there can be. */
    public int capacity() {
        return capacity;
    }

    public long tag(int entry) {
        return UnsafeApi.getLong(at(entry));
    }

    public int position(int entry) {
        return UnsafeApi.getInt(at(entry) + POSITION);
    }

    public int length(int entry) {
        return UnsafeApi.getInt(at(entry) + LENGTH);
    }

    /** Where a part starts. */
    public long location(int entry) {
        return Location.of(SegmentPool.generationOf(tag(entry)), SegmentPool.segmentOf(tag(entry)), position(entry));
    }

    void clear() {
        count = 0;
    }

    void add(long tag, int position, int length) {
        if (count == capacity) {
            throw new IllegalStateException("more than " + capacity + " parts");
        }
        UnsafeApi.putLong(at(count), tag);
        UnsafeApi.putInt(at(count) + POSITION, position);
        UnsafeApi.putInt(at(count) + LENGTH, length);
        count++;
    }

    private long at(int entry) {
        return address + (long) entry * ENTRY_BYTES;
    }

    @Override
    public void close() {
        UnsafeApi.freeMemory(address);
    }
}
