package io.ebbcache.store;

import io.ebbcache.region.segment.EndedSegment;
import io.ebbcache.region.segment.Location;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.item.ItemReader;
import io.ebbcache.store.item.Key;

/** Names the items that are given up, while somebody watches that. */
final class EvictionWitness implements AutoCloseable {

    private final Store store;
    private final SegmentScan scan;
    private final ItemReader reader;
    private final Key key = new Key();
    private boolean closed;

    EvictionWitness(Store store) {
        this.store = store;
        this.scan = new SegmentScan(store);
        this.reader = new ItemReader(store.pool(), store.config().maxItemBytes());
    }

    /** A segment is about to end, with all that is in it. */
    void beforeEviction(int segment) {
        if (store.watcher().watchesEvictions()) {
            tellAll(segment);
        }
    }

    private synchronized void tellAll(int segment) {
        if (!closed) {
            scan.scan(segment);
            for (int i = 0; i < scan.count(); i++) {
                if (Location.segment(scan.location(i)) == segment) {
                    tellOne(scan.location(i), scan.state(i));
                }
            }
        }
    }

    /** An item has been given up. It can still be read, as its segment has not ended. */
    void evicted(long location, long state) {
        if (store.watcher().watchesEvictions()) {
            tellOne(location, state);
        }
    }

    private synchronized void tellOne(long location, long state) {
        if (!closed && reader.openHead(location)) {
            key.wrap(reader.keyBuffer(), reader.keyOffset(), reader.keyLength());
            if (!store.clock().isOver(IndexSlot.expiry(state)) && !store.isFlushed(reader.cas())) {
                store.watcher().evicted(key, givenUp(store.clock(), state, reader.valueLength()));
            }
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
        scan.close();
        reader.close();
    }
}
