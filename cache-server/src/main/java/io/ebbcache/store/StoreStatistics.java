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
 * @param allowedBytes the most that they may take at the moment, as far as others leave it
 * @param segments segments in use
 * @param sealedSegments segments of these in which nothing is written any more
 * @param hollowSegments of the sealed ones, those with less than a quarter alive, as far as the kernel has left it
 * @param freeSegments segments that may be taken within the limit
 * @param residentBytes bytes of pages that were in memory when last looked, some seconds ago at most
 * @param droppedBytes bytes of pages that the kernel had taken from segments in use by then
 * @param ordinaryBytes memory of this process that was not these values then: what the kernel cannot take back; 0 where it does not tell
 * @param indexBytes ordinary memory that the index takes
 * @param regionKind the kind of region
 */
public record StoreStatistics(
        Map<StoreCounter, Long> counters,
        long currItems,
        long bytes,
        long limitBytes,
        long allowedBytes,
        int segments,
        int sealedSegments,
        int hollowSegments,
        int freeSegments,
        long residentBytes,
        long droppedBytes,
        long ordinaryBytes,
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
        Look look = store.maintenance().lastLook();
        AliveBytes alive = new AliveBytes(store.pool(), look.residency());
        long items = 0;
        long bytes = 0;
        int sealed = 0;
        int hollow = 0;
        for (int segment = 0; segment < store.pool().everUsed(); segment++) {
            items += occupancy.items(segment);
            bytes += occupancy.bytes(segment);
            if (store.pool().isSealed(segment)) {
                sealed++;
                hollow += AliveBytes.isHollow(alive.of(segment)) ? 1 : 0;
            }
        }
        return new StoreStatistics(
                counters,
                items,
                bytes,
                store.limitBytes(),
                store.allocator().allowedBytes(),
                store.allocator().used(),
                sealed,
                hollow,
                store.allocator().free(),
                look.residency().presentBytes(),
                look.residency().droppedBytes(),
                look.ordinaryBytes(),
                store.index().bytes(),
                store.pool().region().kind().name());
    }

    /** The value of a counter. */
    public long get(StoreCounter counter) {
        return counters.getOrDefault(counter, 0L);
    }
}
