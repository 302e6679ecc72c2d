package io.ebbcache.bench.trace;

import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.store.Lane;
import io.ebbcache.store.Outcome;
import io.ebbcache.store.Store;
import io.ebbcache.store.StoreConfig;
import io.ebbcache.store.StoreMode;
import io.ebbcache.store.StorePolicy;
import io.ebbcache.store.item.Item;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.item.ValueSink;
import io.ebbcache.store.item.ValueSource;
import io.ebbcache.store.stats.StoreCounter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Ebb's store in this JVM, with one lane. Its segments have the memory that is given; its index comes on top. */
final class EbbCache implements ReplayedCache {

    private final Items items;
    private final ItemValues values;
    private final Store store;
    private final Lane lane;
    private final Key key = new Key();
    private final ReadValue read;
    private final StoredValue stored = new StoredValue();

    EbbCache(Items items, ItemValues values, long capacityBytes) {
        this.items = items;
        this.values = values;
        this.read = new ReadValue(items.largestValueBytes());
        long indexBytes = StoreConfig.minIndexBytes(capacityBytes) + 32L * items.count();
        this.store = Store.open(new StoreConfig(
                RegionChoice.probe(null), capacityBytes, indexBytes, items.maxItemBytes(), StorePolicy.EVICT, 1));
        this.lane = store.newLane();
    }

    @Override
    public boolean request(int item) {
        key.wrap(items.keys(), items.keyOffset(item), items.keyLength(item));
        if (lane.get(key, read) == Outcome.FOUND) {
            if (!values.matches(item, read.bytes, lane.item().valueLength())) {
                throw new IllegalStateException("Ebb gave another value than was stored");
            }
            return true;
        }
        stored.item = item;
        long expiry = store.clock().expiry(items.ttlSeconds(item));
        Outcome outcome = lane.store(StoreMode.SET, key, 0, expiry, 0, stored);
        if (outcome != Outcome.STORED) {
            throw new IllegalStateException("Ebb did not store an item: " + outcome);
        }
        awaitRoom();
        return false;
    }

    /** A replay takes no time between two requests, so the store's maintenance would have none either. */
    private void awaitRoom() {
        try {
            store.awaitRoom();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a replay", e);
        }
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        long dropped = store.residency().droppedBytes();
        if (dropped > 0) {
            remarks.add("the kernel took " + (dropped >> 10) + " KiB from Ebb: the machine is short of memory");
        }
        long unsorted = store.statistics().get(StoreCounter.SEGMENTS_EVICTED_UNSORTED);
        if (unsorted > 0) {
            remarks.add("Ebb gave up " + unsorted + " segments before it had looked at what was worth keeping in them,"
                    + " as the replay was faster");
        }
        return remarks;
    }

    @Override
    public void close() {
        store.close();
    }

    private static final class ReadValue implements ValueSink {
        private final UnsafeBuffer bytes;

        ReadValue(int largest) {
            bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.max(1, largest)));
        }

        @Override
        public long begin(Item item) {
            return bytes.addressOffset();
        }

        @Override
        public void complete() {
            // it is compared when the operation has ended
        }

        @Override
        public void cancel() {
            // what is there will be overwritten
        }
    }

    private final class StoredValue implements ValueSource {
        private int item;

        @Override
        public int length() {
            return items.valueBytes(item);
        }

        @Override
        public void copyTo(int offset, long address, int length) {
            UnsafeApi.copyMemory(values.address(item) + offset, address, length);
        }
    }
}
