package io.ebbcache.store;

import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.segment.EndedSegment;
import io.ebbcache.region.segment.Location;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.index.Candidates;
import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.item.ItemReader;
import io.ebbcache.store.item.Key;

/**
 * Names the items that are about to be given up, while somebody watches that. Where an item begins in a segment is written
 * nowhere: every place that looks like one is, if the index points to it. An item that is found is stepped over, so the search
 * goes slowly only through what is dead.
 */
final class EvictionWitness implements AutoCloseable {

    private final Store store;
    private final ItemReader reader;
    private final Key key = new Key();
    private final Candidates candidates = new Candidates();
    private boolean closed;

    EvictionWitness(Store store) {
        this.store = store;
        this.reader = new ItemReader(store.pool(), store.config().maxItemBytes());
    }

    /** A segment is about to end. */
    void beforeEviction(int segment) {
        if (store.watcher().watchesEvictions()) {
            tellAll(segment);
        }
    }

    private synchronized void tellAll(int segment) {
        int end = PageLayout.tagPosition(store.pool().writtenPages(segment));
        int position = PageLayout.firstPosition(0);
        while (position < end && !closed) {
            position = PageLayout.advance(position, tell(store.pool().location(segment, position)));
        }
    }

    /** Tells of the item at a location if there is one; returns after how many bytes the next one may begin. */
    private int tell(long location) {
        if (!reader.openHead(location)) {
            return PageLayout.ALIGNMENT;
        }
        key.wrap(reader.keyBuffer(), reader.keyOffset(), reader.keyLength());
        store.index().find(key.hash(), candidates);
        for (int i = 0; i < candidates.count(); i++) {
            if (candidates.location(i) == location) {
                tellItem(candidates.state(i));
                boolean jump =
                        !reader.isParted() && reader.footprint() <= SegmentLayout.left(Location.position(location));
                return jump ? reader.footprint() : PageLayout.ALIGNMENT;
            }
        }
        return PageLayout.ALIGNMENT;
    }

    /** The slot of an item is about to be taken by another one, as the index is at its bound. */
    void displaced(long location, long state) {
        if (store.watcher().watchesEvictions()) {
            tellOne(location, state);
        }
    }

    private synchronized void tellOne(long location, long state) {
        if (!closed && reader.openHead(location)) {
            key.wrap(reader.keyBuffer(), reader.keyOffset(), reader.keyLength());
            tellItem(state);
        }
    }

    private void tellItem(long state) {
        if (!store.clock().isOver(IndexSlot.expiry(state)) && !store.isFlushed(reader.cas())) {
            store.watcher().evicted(key, givenUp(store.clock(), state, reader.valueLength()));
        }
    }

    /** A segment has ended because the kernel has taken all of its pages. */
    void dropped(EndedSegment segment) {
        if (store.watcher().watchesDrops()) {
            store.watcher().segmentDropped(segment.segment(), segment.items());
        }
    }

    /** What a slot tells of its item. */
    static StoreWatcher.GivenUp givenUp(StoreClock clock, long state, int valueBytes) {
        long left = clock.secondsLeft(IndexSlot.expiry(state));
        long idle = IndexSlot.idleSeconds(state, clock.now());
        return new StoreWatcher.GivenUp(IndexSlot.isFetched(state), left, idle, valueBytes);
    }

    @Override
    public synchronized void close() {
        closed = true;
        reader.close();
    }
}
