package io.ebbcache.store;

import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.segment.Occupancy;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.store.stats.StoreCounter;
import java.util.EnumMap;
import java.util.Map;

/**
 * A snapshot of what a store counts and holds.
 *
 * @param counters the value of each counter
 * @param currItems items that are not known to be over; some may have lost pages to the kernel unnoticed
 * @param bytes bytes of these items, overhead included
 * @param limitBytes the most that segments may take
 * @param segments segments in use
 * @param freeSegments segments that may be taken within the limit
 * @param residentBytes bytes of pages that were in memory when last looked, some seconds ago at most
 * @param droppedBytes bytes of pages that the kernel had taken from segments in use by then
 * @param indexBytes ordinary memory that the index takes
 * @param regionKind the kind of region
 */
public record StoreStatistics(
        Map<StoreCounter, Long> counters,
        long currItems,
        long bytes,
        long limitBytes,
        int segments,
        int freeSegments,
        long residentBytes,
        long droppedBytes,
        long indexBytes,
        String regionKind) {

    /** Bytes of a segment. */
    public static final long SEGMENT_BYTES = SegmentLayout.SEGMENT_BYTES;

    /** Bytes of a page, which is what the kernel takes. */
    public static final long PAGE_BYTES = PageLayout.PAGE_BYTES;

    static StoreStatistics of(Store store) {
        Map<StoreCounter, Long> counters = new EnumMap<>(StoreCounter.class);
        for (StoreCounter counter : StoreCounter.values()) {
            counters.put(counter, store.count(counter));
        }
        Occupancy occupancy = store.pool().occupancy();
        long items = 0;
        long bytes = 0;
        for (int segment = 0; segment < store.pool().everUsed(); segment++) {
            items += occupancy.items(segment);
            bytes += occupancy.bytes(segment);
        }
        return new StoreStatistics(
                counters,
                items,
                bytes,
                store.limitBytes(),
                store.allocator().used(),
                store.allocator().free(),
                store.maintenance().lastResidency().presentBytes(),
                store.maintenance().lastResidency().droppedBytes(),
                store.index().bytes(),
                store.pool().region().kind().name());
    }

    /** The value of a counter. */
    public long get(StoreCounter counter) {
        return counters.getOrDefault(counter, 0L);
    }
}
