package io.ebbcache.store.item;

import io.ebbcache.region.page.PageSource;
import io.ebbcache.region.segment.Extents;
import io.ebbcache.region.segment.Location;
import io.ebbcache.region.segment.PartHead;
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
    private final boolean checked;
    private final CheckedValue checkedValue = new CheckedValue();
    private final OpenSegments segments;
    private final Extents extents;
    private final ExtentList extentList = new ExtentList();
    private final HeadOfPart headOfPart = new HeadOfPart();
    private final long head = UnsafeApi.allocateMemory(ItemLayout.MAX_HEAD_BYTES);
    private final UnsafeBuffer headBuffer = new UnsafeBuffer(head, ItemLayout.MAX_HEAD_BYTES);
    private int footprint;

    /**
     * A writer with no segment yet.
     *
     * @param checked whether each value gets a checksum
     * @param maxOpen segments that it may have open at once, one for each of so many TTL classes
     * @param maxValueBytes the longest value that will be written
     */
    public ItemWriter(SegmentPool pool, SegmentSupply supply, boolean checked, int maxOpen, int maxValueBytes) {
        this.pool = pool;
        this.checked = checked;
        this.segments = new OpenSegments(pool, supply, maxOpen);
        this.extents = new Extents(maxValueBytes + ValueChecksum.BYTES);
    }

    /**
     * Appends an item. It counts as alive from now on; if it is not wanted after all, {@link #withdraw} it.
     *
     * @param ttlClass which items it should lie beside
     * @return where it lies, or {@link Location#NONE} where no segment can be had
     */
    public long write(Key key, int flags, long cas, int ttlClass, ValueSource value) {
        PageSource body = checked ? checkedValue.wrap(value) : value;
        int length = value.length() + (checked ? ValueChecksum.BYTES : 0);
        boolean parted = length > MAX_UNPARTED_BYTES;
        int headBytes = fillHead(key, flags, cas, value.length(), parted);
        SegmentWriter segment = segments.of(ttlClass);
        if (!parted) {
            footprint = ItemLayout.footprint(headBytes, length);
            return segment.append(head, headBytes, body, length);
        }
        headOfPart.hash = key.hash();
        if (!segment.appendExtents(headOfPart, body, length, extents)) {
            return Location.NONE;
        }
        footprint = ItemLayout.footprint(headBytes, extents.bytes());
        long location = segment.append(head, headBytes, extentList, extents.bytes());
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

    /** The segments that are open, which other threads may seal. */
    public OpenSegments segments() {
        return segments;
    }

    private boolean isParted() {
        return ItemLayout.isParted(UnsafeApi.getLong(head + ItemLayout.DESCRIPTOR));
    }

    private int fillHead(Key key, int flags, long cas, int valueLength, boolean parted) {
        long descriptor = ItemLayout.descriptor(valueLength, key.length(), parted, checked, flags);
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
        headOfPart.close();
        UnsafeApi.freeMemory(head);
    }

    private final class ExtentList implements PageSource {
        @Override
        public void copyTo(int offset, long address, int length) {
            UnsafeApi.copyMemory(extents.address() + offset, address, length);
        }
    }

    private static final class HeadOfPart implements PartHead, AutoCloseable {
        private final long address = UnsafeApi.allocateMemory(ItemLayout.HEADER_BYTES);
        private long hash;

        @Override
        public int bytes() {
            return ItemLayout.HEADER_BYTES;
        }

        @Override
        public long fill(int partBytes) {
            UnsafeApi.putLong(address + ItemLayout.CAS, hash);
            UnsafeApi.putLong(address + ItemLayout.DESCRIPTOR, ItemLayout.partDescriptor(partBytes));
            return address;
        }

        @Override
        public void close() {
            UnsafeApi.freeMemory(address);
        }
    }
}
