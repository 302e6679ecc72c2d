package io.ebbcache.store;

import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.segment.Location;
import io.ebbcache.region.segment.SegmentPool;
import io.ebbcache.store.index.Candidates;
import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.item.ItemReader;
import io.ebbcache.store.item.Key;
import java.util.Arrays;

/**
 * What is alive in a sealed segment, found by going through it from one thing to the next and asking the index of each whether it
 * still points there. An item whose value lies in parts belongs to each segment that holds one of them.
 *
 * <p>Where a page was dropped, the next thing begins nobody knows where: every place is then tried that one may begin at, until the
 * index knows it. Reads pages, so only for segments that are about to end. Used by one thread.
 */
final class SegmentScan implements AutoCloseable {

    private static final int NONE = -1;

    private final Store store;
    private final ItemReader reader;
    private final Key key = new Key();
    private final Candidates candidates = new Candidates();
    private long[] locations = {};
    private long[] states = {};
    private long[] bytes = {};
    private long[] bytesInAll = {};
    private int count;
    private int over;

    /** Whether it is known that something begins where the scan is. */
    private boolean inStep;

    SegmentScan(Store store) {
        this.store = store;
        this.reader = new ItemReader(store.pool(), store.config().maxItemBytes());
    }

    /** Looks through a segment. */
    void scan(int segment) {
        count = 0;
        over = 0;
        inStep = true;
        SegmentPool pool = store.pool();
        // under one generation: if the segment ends meanwhile, nothing more is found
        long start = pool.location(segment, 0);
        int end = PageLayout.tagPosition(pool.writtenPages(segment));
        int position = PageLayout.firstPosition(0);
        while (position < end) {
            long location = Location.at(start, position);
            int known = switch (reader.look(location)) {
                case ITEM -> item(location);
                case PART -> part(location);
                case NOTHING -> 0;
                case LOST -> {
                    inStep = false;
                    yield NONE;
                }
            };
            if (known > 0) {
                position = PageLayout.advance(position, known);
            } else if (known == NONE || inStep) {
                // what was written last before the segment was sealed in part ends somewhere in the page
                position = PageLayout.firstPosition(PageLayout.page(position) + 1);
            } else {
                position = PageLayout.advance(position, PageLayout.ALIGNMENT);
            }
        }
    }

    /** Bytes to what comes next, 0 where that is not known. */
    private int item(long location) {
        key.wrap(reader.keyBuffer(), reader.keyOffset(), reader.keyLength());
        store.index().find(key.hash(), candidates);
        for (int i = 0; i < candidates.count(); i++) {
            if (candidates.location(i) == location && reader.openAny(location)) {
                inStep = true;
                add(location, candidates.state(i), reader.footprint());
                return reader.footprint();
            }
        }
        if (reader.isParted()) {
            inStep = false;
        }
        return inStep ? reader.footprint() : 0;
    }

    private int part(long location) {
        int footprint = reader.footprint();
        long hash = reader.partHash();
        store.index().find(hash, candidates);
        for (int i = 0; i < candidates.count(); i++) {
            if (reader.openAny(candidates.location(i)) && reader.hasPartAt(location)) {
                inStep = true;
                add(candidates.location(i), candidates.state(i), footprint);
                return footprint;
            }
        }
        return inStep ? footprint : 0;
    }

    private void add(long location, long state, int here) {
        if (count > 0 && locations[count - 1] == location) {
            bytes[count - 1] += here; // another part of it, or its head
            return;
        }
        if (store.clock().isOver(IndexSlot.expiry(state))) {
            over++;
            return;
        }
        if (!IndexSlot.isCasAssigned(state) && store.isFlushed(reader.cas())) {
            return;
        }
        if (count == locations.length) {
            int length = Math.max(1 << 10, 2 * count);
            locations = Arrays.copyOf(locations, length);
            states = Arrays.copyOf(states, length);
            bytes = Arrays.copyOf(bytes, length);
            bytesInAll = Arrays.copyOf(bytesInAll, length);
        }
        locations[count] = location;
        states[count] = state;
        bytes[count] = here;
        bytesInAll[count] = reader.footprintEverywhere();
        count++;
    }

    /** How many items were alive. */
    int count() {
        return count;
    }

    /** How many were there beside them that had expired. */
    int over() {
        return over;
    }

    long location(int i) {
        return locations[i];
    }

    /** The state word of an item's slot, as it was then. */
    long state(int i) {
        return states[i];
    }

    /** What an item takes in this segment. */
    long bytes(int i) {
        return bytes[i];
    }

    /** What an item takes in all segments. */
    long bytesInAll(int i) {
        return bytesInAll[i];
    }

    @Override
    public void close() {
        reader.close();
    }
}
