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

    /** What {@link #look} found. */
    public enum Thing {
        /** An item, or bytes that look like one. */
        ITEM,
        /** A part of a value, or bytes that look like one. */
        PART,
        /** Neither can lie there. */
        NOTHING,
        /** A page was dropped or never written, or the segment has ended. */
        LOST
    }

    private final SegmentPool pool;
    private final Extents extents;
    private final ValueChecksum checksum = new ValueChecksum();
    private final long head = UnsafeApi.allocateMemory(ItemLayout.MAX_HEAD_BYTES + ValueChecksum.BYTES);
    private final long trailer = head + ItemLayout.MAX_HEAD_BYTES;
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
        this.extents = new Extents(maxValueBytes + ValueChecksum.BYTES);
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
        return look(location) == Thing.ITEM;
    }

    /** Reads all of the item at a location but its value, whatever its key. False if it is lost, or if no item can lie there. */
    public boolean openAny(long location) {
        return openHead(location) && readFlags(ItemLayout.HEADER_BYTES + keyLength()) && readExtents();
    }

    /** What lies at a location. Of an item all but flags and value can be asked for, of a part {@link #partHash}. */
    public Thing look(long location) {
        this.location = location;
        extents.loaded(0);
        int left = SegmentLayout.left(Location.position(location));
        if (left < ItemLayout.HEADER_BYTES || !pool.read(location, 0, head, ItemLayout.HEADER_BYTES)) {
            return Thing.LOST;
        }
        descriptor = UnsafeApi.getLong(head + ItemLayout.DESCRIPTOR);
        if (ItemLayout.isPart(descriptor)) {
            return valueLength() <= left - ItemLayout.HEADER_BYTES ? Thing.PART : Thing.NOTHING;
        }
        if (keyLength() == 0
                || keyLength() > Key.MAX_LENGTH
                || ItemLayout.HEADER_BYTES + keyLength() > left
                || (!isParted() && ItemLayout.headBytes(descriptor) + bodyLength() > left)) {
            return Thing.NOTHING;
        }
        return readHead(ItemLayout.HEADER_BYTES, keyLength()) ? Thing.ITEM : Thing.LOST;
    }

    /** Of a part that was looked at, the hash of its item's key. */
    public long partHash() {
        return UnsafeApi.getLong(head + ItemLayout.CAS);
    }

    /** Bytes from the location of a part, or of an item that was opened, to where the next thing may begin. */
    public int footprint() {
        if (ItemLayout.isPart(descriptor)) {
            return ItemLayout.footprint(ItemLayout.HEADER_BYTES, valueLength());
        }
        int body = isParted() ? extents.bytes() : bodyLength();
        return ItemLayout.footprint(ItemLayout.headBytes(descriptor), body);
    }

    /** Whether one of the parts of the item that is open is the one at this location. */
    public boolean hasPartAt(long part) {
        int data = PageLayout.advance(Location.position(part), ItemLayout.HEADER_BYTES);
        for (int i = 0; i < extents.count(); i++) {
            long found = extents.location(i);
            if (Location.segment(found) == Location.segment(part)
                    && Location.generation(found) == Location.generation(part)
                    && Location.position(found) == data) {
                return true;
            }
        }
        return false;
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
        while (found < bodyLength()) {
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

    /**
     * Reads all of the value, and verifies its checksum if it has one.
     *
     * @param target address of {@link #valueLength} bytes of ordinary memory
     * @return false if it cannot be read, or is not what was written; the bytes at {@code target} then mean nothing
     */
    public boolean readWhole(long target) {
        if (!readValue(0, target, valueLength())) {
            return false;
        }
        if (!ItemLayout.isChecked(descriptor)) {
            return true;
        }
        checksum.reset();
        checksum.update(target, valueLength());
        return isVerifiedBy(checksum);
    }

    boolean isChecked() {
        return ItemLayout.isChecked(descriptor);
    }

    /** Whether the item has no checksum, or the one that was made of its value. False also if it cannot be read. */
    boolean isVerifiedBy(ValueChecksum made) {
        return !ItemLayout.isChecked(descriptor)
                || (readValue(valueLength(), trailer, ValueChecksum.BYTES)
                        && UnsafeApi.getInt(trailer) == made.value());
    }

    /** Counts the item that was opened last as dead. */
    public void discount(boolean fetched) {
        pool.occupancy().remove(location, footprint(), fetched);
        pool.forgetParts(extents);
    }

    /** Bytes that the item that is open takes in all segments. */
    public long footprintEverywhere() {
        return footprint() + (isParted() ? bodyLength() + (long) extents.count() * ItemLayout.HEADER_BYTES : 0);
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

    private int bodyLength() {
        return ItemLayout.bodyLength(descriptor);
    }

    @Override
    public void close() {
        extents.close();
        UnsafeApi.freeMemory(head);
    }
}
