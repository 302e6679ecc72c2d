package io.ebbcache.store;

import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.region.segment.Location;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.store.index.Index;

/**
 * What a store is made of.
 *
 * @param region the kind of region
 * @param capacityBytes the most that the segments may take, rounded down to whole segments of 2 MiB
 * @param indexBytes the most ordinary memory that the index may take
 * @param maxItemBytes the largest item: key, value and {@link #ITEM_OVERHEAD_BYTES}
 * @param evict whether room is made by giving up items; otherwise storing fails when the store is full
 * @param lanes how many lanes there will be, at most
 */
public record StoreConfig(
        RegionChoice region, long capacityBytes, long indexBytes, int maxItemBytes, boolean evict, int lanes) {

    /** What an item counts beside its key and value against the limit on its size, as in memcached. */
    public static final int ITEM_OVERHEAD_BYTES = 50;

    /** The largest limit on the size of an item. */
    public static final int MAX_ITEM_BYTES = 1 << 30;

    private static final long MAX_CAPACITY_BYTES = (long) Location.MAX_SEGMENTS * SegmentLayout.SEGMENT_BYTES;

    public StoreConfig {
        capacityBytes =
                Math.min(capacityBytes, MAX_CAPACITY_BYTES) / SegmentLayout.SEGMENT_BYTES * SegmentLayout.SEGMENT_BYTES;
        if (maxItemBytes < 1 << 10 || maxItemBytes > MAX_ITEM_BYTES) {
            throw new IllegalArgumentException(
                    "an item size limit of " + maxItemBytes + " bytes; 1 KiB to 1 GiB is possible");
        }
        if (lanes < 1) {
            throw new IllegalArgumentException(lanes + " lanes");
        }
        long neededBytes = minCapacityBytes(maxItemBytes, lanes);
        if (capacityBytes < neededBytes) {
            throw new IllegalArgumentException("a capacity of " + (capacityBytes >> 20) + " MiB; items of up to "
                    + maxItemBytes + " bytes and " + lanes + " lanes need " + (neededBytes >> 20) + " MiB");
        }
        if (indexBytes < minIndexBytes(capacityBytes)) {
            throw new IllegalArgumentException("an index of " + indexBytes + " bytes; a capacity of " + capacityBytes
                    + " bytes needs " + minIndexBytes(capacityBytes));
        }
    }

    /** The least capacity in bytes: each lane has a segment open, some are kept ready, and the largest item fits twice. */
    public static long minCapacityBytes(int maxItemBytes, int lanes) {
        long segmentsPerItem = maxItemBytes / SegmentLayout.PAYLOAD_BYTES + 2L;
        return (lanes + Store.RESERVE_SEGMENTS + 2 * segmentsPerItem) * SegmentLayout.SEGMENT_BYTES;
    }

    /** Bytes of Java heap that an index takes for each of its bytes. */
    public static double indexHeapShare(long capacityBytes) {
        return Index.heapShare(capacityBytes);
    }

    /** The least bound on the index in bytes for so much capacity. */
    public static long minIndexBytes(long capacityBytes) {
        return Index.minBytes(capacityBytes);
    }
}
