package io.ebbcache.store.item;

import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.segment.Extents;
import io.ebbcache.region.segment.Location;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.region.segment.SegmentPool;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads items. All of an item is copied out by the checked reader of the pages before a byte of it is believed: the head
 * into memory of this reader, the value to where the caller wants it. Used by one thread.
 */
public final class ItemReader implements AutoCloseable {

    /** What {@link #open} found. */
    public enum Found {
        /** The item of that key. Its fields can be asked for. */
        ITEM,
        /** An item of another key. */
        OTHER_KEY,
        /** A page was dropped, or the segment has ended. */
        LOST
    }

    private final SegmentPool pool;
    private final Extents extents;
    private final long head = UnsafeApi.allocateMemory(ItemLayout.MAX_HEAD_BYTES);
    private final UnsafeBuffer headBuffer = new UnsafeBuffer(head, ItemLayout.MAX_HEAD_BYTES);
    private long location;
    private long descriptor;
    private int flags;

    /**
     * A reader of the items of a pool.
     *
     * @param maxValueBytes the longest value that was written
     */
    public ItemReader(SegmentPool pool, int maxValueBytes) {
        this.pool = pool;
        this.extents = new Extents(maxValueBytes);
    }

    /** Reads the head of the item at a location, if it is that of the key. */
    public Found open(long location, Key key) {
        this.location = location;
        int wanted = ItemLayout.HEADER_BYTES + key.length();
        // header and key at once where they share a page: the page behind may belong to no item yet
        boolean together = PageLayout.leftInPage(Location.position(location)) >= wanted;
        if (!pool.read(location, 0, head, together ? wanted : ItemLayout.HEADER_BYTES)) {
            return Found.LOST;
        }
        descriptor = UnsafeApi.getLong(head + ItemLayout.DESCRIPTOR);
        if (ItemLayout.keyLength(descriptor) != key.length()) {
            return Found.OTHER_KEY;
        }
        if (!together && !readHead(ItemLayout.HEADER_BYTES, key.length())) {
            return Found.LOST;
        }
        if (!key.equalTo(headBuffer, ItemLayout.HEADER_BYTES)) {
            return Found.OTHER_KEY;
        }
        return readFlags(wanted) && readExtents() ? Found.ITEM : Found.LOST;
    }

    /**
     * Reads the head of the item at a location, whatever its key; the value cannot be read then. False if it is lost, or if no item
     * can lie there.
     */
    public boolean openHead(long location) {
        this.location = location;
        int left = SegmentLayout.left(Location.position(location));
        if (left < ItemLayout.HEADER_BYTES || !pool.read(location, 0, head, ItemLayout.HEADER_BYTES)) {
            return false;
        }
        descriptor = UnsafeApi.getLong(head + ItemLayout.DESCRIPTOR);
        extents.loaded(0);
        return keyLength() > 0
                && keyLength() <= Key.MAX_LENGTH
                && ItemLayout.HEADER_BYTES + keyLength() <= left
                && readHead(ItemLayout.HEADER_BYTES, keyLength());
    }

    /** Bytes from the location of an item that is not parted to where the next one may begin. */
    public int footprint() {
        return ItemLayout.footprint(ItemLayout.headBytes(descriptor), valueLength());
    }

    /** Whether the value lies elsewhere, in parts. */
    public boolean isParted() {
        return ItemLayout.isParted(descriptor);
    }

    /** The buffer that holds the key of the item, until another one is opened. */
    public DirectBuffer keyBuffer() {
        return headBuffer;
    }

    /** Where the key begins in its buffer. */
    public int keyOffset() {
        return ItemLayout.HEADER_BYTES;
    }

    public int keyLength() {
        return ItemLayout.keyLength(descriptor);
    }

    private boolean readHead(int offset, int length) {
        return pool.read(location, offset, head + offset, length);
    }

    private boolean readFlags(int offset) {
        if (!ItemLayout.hasWideFlags(descriptor)) {
            flags = ItemLayout.narrowFlags(descriptor);
            return true;
        }
        boolean read = readHead(offset, ItemLayout.WIDE_FLAGS_BYTES);
        flags = UnsafeApi.getInt(head + offset);
        return read;
    }

    /** The list of parts was verified with the rest of the head, but its length is found by adding up theirs. */
    private boolean readExtents() {
        extents.loaded(0);
        if (!ItemLayout.isParted(descriptor)) {
            return true;
        }
        int skip = ItemLayout.headBytes(descriptor);
        int found = 0;
        int entries = 0;
        while (found < valueLength()) {
            long entry = extents.address() + (long) entries * Extents.ENTRY_BYTES;
            if (entries == extents.capacity()
                    || !pool.read(location, skip + entries * Extents.ENTRY_BYTES, entry, Extents.ENTRY_BYTES)) {
                return false;
            }
            found += extents.length(entries);
            entries++;
        }
        extents.loaded(entries);
        return true;
    }

    /**
     * Reads a piece of the value.
     *
     * @param offset where in the value; with {@code length} within {@link #valueLength}
     * @param target address of {@code length} bytes of ordinary memory
     * @return false if a page of it was dropped or its segment has ended; the bytes at {@code target} then mean nothing
     */
    public boolean readValue(int offset, long target, int length) {
        if (length == 0) {
            return true; // where it would start may be the next page, which may not be this item's
        }
        if (!ItemLayout.isParted(descriptor)) {
            return pool.read(location, ItemLayout.headBytes(descriptor) + offset, target, length);
        }
        int partStart = 0;
        int read = 0;
        for (int i = 0; i < extents.count() && read < length; i++) {
            int skip = offset + read - partStart;
            if (skip < extents.length(i)) {
                int run = Math.min(length - read, extents.length(i) - skip);
                if (!pool.read(extents.tag(i), extents.position(i), skip, target + read, run)) {
                    return false;
                }
                read += run;
            }
            partStart += extents.length(i);
        }
        return true;
    }

    /** Counts the item that was opened last as dead. */
    public void discount(boolean fetched) {
        int body = ItemLayout.isParted(descriptor) ? extents.bytes() : valueLength();
        int footprint = ItemLayout.footprint(ItemLayout.headBytes(descriptor), body);
        pool.occupancy().remove(location, footprint, fetched);
        pool.forgetParts(extents);
    }

    public int flags() {
        return flags;
    }

    public long cas() {
        return UnsafeApi.getLong(head + ItemLayout.CAS);
    }

    public int valueLength() {
        return ItemLayout.valueLength(descriptor);
    }

    @Override
    public void close() {
        extents.close();
        UnsafeApi.freeMemory(head);
    }
}
