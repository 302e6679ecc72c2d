package io.ebbcache.store.item;

import io.ebbcache.region.page.PageSource;
import io.ebbcache.region.segment.Extents;
import io.ebbcache.region.segment.Location;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.region.segment.SegmentPool;
import io.ebbcache.region.segment.SegmentSupply;
import io.ebbcache.region.segment.SegmentWriter;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Appends items to segments. Used by one thread; {@link #segments} may be sealed by another. */
public final class ItemWriter implements AutoCloseable {

    /** Values above this are parted where they do not fit into what is left of a segment; others leave the rest unused. */
    private static final int MAX_UNPARTED_BYTES = SegmentLayout.PAYLOAD_BYTES / 16;

    private final SegmentPool pool;
    private final SegmentWriter segments;
    private final Extents extents;
    private final ExtentList extentList = new ExtentList();
    private final long head = UnsafeApi.allocateMemory(ItemLayout.MAX_HEAD_BYTES);
    private final UnsafeBuffer headBuffer = new UnsafeBuffer(head, ItemLayout.MAX_HEAD_BYTES);
    private int footprint;

    /**
     * A writer with no segment yet.
     *
     * @param maxValueBytes the longest value that will be written
     */
    public ItemWriter(SegmentPool pool, SegmentSupply supply, int maxValueBytes) {
        this.pool = pool;
        this.segments = new SegmentWriter(pool, supply);
        this.extents = new Extents(maxValueBytes);
    }

    /**
     * Appends an item. It counts as alive from now on; if it is not wanted after all, {@link #withdraw} it.
     *
     * @return where it lies, or {@link Location#NONE} where no segment can be had
     */
    public long write(Key key, int flags, long cas, ValueSource value) {
        int length = value.length();
        boolean parted = length > MAX_UNPARTED_BYTES;
        int headBytes = fillHead(key, flags, cas, length, parted);
        if (!parted) {
            footprint = ItemLayout.footprint(headBytes, length);
            return segments.append(head, headBytes, value, length);
        }
        if (!segments.appendExtents(value, length, extents)) {
            return Location.NONE;
        }
        footprint = ItemLayout.footprint(headBytes, extents.bytes());
        long location = segments.append(head, headBytes, extentList, extents.bytes());
        if (location == Location.NONE) {
            pool.forgetParts(extents);
        }
        return location;
    }

    /**
     * Counts the item that was written last as dead.
     *
     * @param location what {@link #write} returned
     */
    public void withdraw(long location) {
        pool.occupancy().remove(location, footprint, false);
        if (isParted()) {
            pool.forgetParts(extents);
        }
    }

    /** The writer of the segments, which seals them. */
    public SegmentWriter segments() {
        return segments;
    }

    private boolean isParted() {
        return ItemLayout.isParted(UnsafeApi.getLong(head + ItemLayout.DESCRIPTOR));
    }

    private int fillHead(Key key, int flags, long cas, int valueLength, boolean parted) {
        long descriptor = ItemLayout.descriptor(valueLength, key.length(), parted, flags);
        UnsafeApi.putLong(head + ItemLayout.CAS, cas);
        UnsafeApi.putLong(head + ItemLayout.DESCRIPTOR, descriptor);
        key.copyTo(headBuffer, ItemLayout.HEADER_BYTES);
        if (ItemLayout.isWide(flags)) {
            UnsafeApi.putInt(head + ItemLayout.HEADER_BYTES + key.length(), flags);
        }
        return ItemLayout.headBytes(descriptor);
    }

    /** Seals what is open. */
    @Override
    public void close() {
        segments.close();
        extents.close();
        UnsafeApi.freeMemory(head);
    }

    private final class ExtentList implements PageSource {
        @Override
        public void copyTo(int offset, long address, int length) {
            UnsafeApi.copyMemory(extents.address() + offset, address, length);
        }
    }
}
