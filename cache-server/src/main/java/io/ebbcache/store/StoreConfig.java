package io.ebbcache.store;

import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.region.segment.Location;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.store.eviction.GhostTable;
import io.ebbcache.store.index.Index;

/**
 * What a store is made of.
 *
 * @param region the kind of region
 * @param capacityBytes the most that the segments can ever be allowed to take, rounded down to whole segments of 2 MiB; it costs
 *     addresses, not memory
 * @param limitBytes the most that they may take until {@link Store#limit} says otherwise, rounded down too
 * @param indexBytes the most ordinary memory that the index may take where the segments may take all of the capacity
 * @param maxItemBytes the largest item: key, value and {@link #ITEM_OVERHEAD_BYTES}
 * @param policy what it may do of itself
 * @param lanes how many lanes there will be, at most
 */
public record StoreConfig(
        RegionChoice region,
        long capacityBytes,
        long limitBytes,
        long indexBytes,
        int maxItemBytes,
        StorePolicy policy,
        int lanes) {

    /** What an item counts beside its key and value against the limit on its size, as in memcached. */
    public static final int ITEM_OVERHEAD_BYTES = 50;

    /** The largest limit on the size of an item. */
    public static final int MAX_ITEM_BYTES = 1 << 30;

    /** What the books of a segment in use take of the Java heap; 40 of these bytes where it is not. */
    private static final int SEGMENT_HEAP_BYTES = 160;

    private static final int MIN_RESERVE_SEGMENTS = 2;
    private static final int MAX_RESERVE_SEGMENTS = 16;
    private static final int RESERVE_DIVISOR = 64;
    private static final int MAX_OPEN_SEGMENTS = 16;
    private static final int OPEN_DIVISOR = 16;

    /** The index may take this part of what values may take. */
    public static final int INDEX_DIVISOR = 4;

    private static final long MAX_CAPACITY_BYTES = (long) Location.MAX_SEGMENTS * SegmentLayout.SEGMENT_BYTES;

    public StoreConfig {
        capacityBytes = wholeSegments(Math.min(capacityBytes, MAX_CAPACITY_BYTES));
        limitBytes = wholeSegments(Math.min(limitBytes, capacityBytes));
        if (maxItemBytes < 1 << 10 || maxItemBytes > MAX_ITEM_BYTES) {
            throw new IllegalArgumentException(
                    "an item size limit of " + maxItemBytes + " bytes; 1 KiB to 1 GiB is possible");
        }
        if (lanes < 1) {
            throw new IllegalArgumentException(lanes + " lanes");
        }
        long neededBytes = minCapacityBytes(maxItemBytes, lanes);
        if (limitBytes < neededBytes) {
            throw new IllegalArgumentException("a limit of " + (limitBytes >> 20) + " MiB; items of up to "
                    + maxItemBytes + " bytes and " + lanes + " lanes need " + (neededBytes >> 20) + " MiB");
        }
        if (indexBytes < minIndexBytes(capacityBytes)) {
            throw new IllegalArgumentException("an index of " + indexBytes + " bytes; a capacity of " + capacityBytes
                    + " bytes needs " + minIndexBytes(capacityBytes));
        }
    }

    /** A store that may take all of its capacity from the start. */
    public StoreConfig(
            RegionChoice region, long capacityBytes, long indexBytes, int maxItemBytes, StorePolicy policy, int lanes) {
        this(region, capacityBytes, capacityBytes, indexBytes, maxItemBytes, policy, lanes);
    }

    /** The same, with no more capacity than the limit. */
    StoreConfig withoutRoomToGrow() {
        long index = Math.max(minIndexBytes(limitBytes), indexBytesAt(limitBytes));
        return new StoreConfig(region, limitBytes, index, maxItemBytes, policy, lanes);
    }

    /** The most ordinary memory that the index may take as long as the segments may take no more than this; in bytes. */
    public long indexBytesAt(long limitBytes) {
        return indexBytesAt(limitBytes, capacityBytes, indexBytes);
    }

    /** As {@link #indexBytesAt(long)}, of a store of such capacity and index. */
    public static long indexBytesAt(long limitBytes, long capacityBytes, long indexBytes) {
        if (limitBytes >= capacityBytes) {
            return indexBytes;
        }
        double share = Math.max(1.0 / INDEX_DIVISOR, (double) indexBytes / capacityBytes);
        return Math.min(indexBytes, Math.max(minIndexBytes(capacityBytes), (long) (limitBytes * share)));
    }

    /**
     * The least limit in bytes: each lane and the cleaner have a segment open, some are kept ready, and the largest item fits twice.
     */
    public static long minCapacityBytes(int maxItemBytes, int lanes) {
        long segmentsPerItem = maxItemBytes / SegmentLayout.PAYLOAD_BYTES + 2L;
        return (lanes + 2 + MIN_RESERVE_SEGMENTS + 2 * segmentsPerItem) * SegmentLayout.SEGMENT_BYTES;
    }

    /** Free segments kept ready within a limit, so that no lane has to wait until one is cleaned. */
    static int reserveSegments(long limitBytes) {
        long share = limitBytes / SegmentLayout.SEGMENT_BYTES / RESERVE_DIVISOR;
        return (int) Math.max(MIN_RESERVE_SEGMENTS, Math.min(share, MAX_RESERVE_SEGMENTS));
    }

    /** Segments that each writer may have open at once: one for each TTL class, as far as they are a small part of all. */
    int openSegmentsPerWriter() {
        long share = limitBytes / SegmentLayout.SEGMENT_BYTES / OPEN_DIVISOR / (lanes + 1);
        return (int) Math.max(1, Math.min(share, MAX_OPEN_SEGMENTS));
    }

    /** The largest index in bytes, for so much capacity, that so much Java heap can hold together. */
    public static long largestIndexBytes(long capacityBytes, long heapBytes) {
        long slots = Index.largestBytes(capacityBytes, heapBytes);
        return slots + GhostTable.share(slots);
    }

    /** The most capacity in bytes whose books fit in so much Java heap. */
    public static long largestCapacityBytes(long heapBytes) {
        return Math.min(MAX_CAPACITY_BYTES, heapBytes / SEGMENT_HEAP_BYTES * SegmentLayout.SEGMENT_BYTES);
    }

    /** The least bound on the index in bytes for so much capacity. */
    public static long minIndexBytes(long capacityBytes) {
        long slots = Index.minBytes(capacityBytes);
        return slots + 2 * GhostTable.share(slots);
    }

    private static long wholeSegments(long bytes) {
        return bytes / SegmentLayout.SEGMENT_BYTES * SegmentLayout.SEGMENT_BYTES;
    }
}
