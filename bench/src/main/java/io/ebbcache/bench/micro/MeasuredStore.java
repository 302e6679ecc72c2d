package io.ebbcache.bench.micro;

import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.store.Lane;
import io.ebbcache.store.Outcome;
import io.ebbcache.store.Store;
import io.ebbcache.store.StoreConfig;
import io.ebbcache.store.StoreMode;
import io.ebbcache.store.StorePolicy;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.item.Item;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.item.ValueSink;
import io.ebbcache.store.item.ValueSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A store of 256 MiB that holds some items of one size, a lane of it, and what a caller of the lane needs. Keys come in an
 * order that no prefetcher foresees.
 */
final class MeasuredStore implements AutoCloseable {

    static final int KEY_BYTES = 16;
    static final int MAX_ITEM_BYTES = 1 << 20;

    private static final long CAPACITY_BYTES = 256L << 20;
    private static final long INDEX_BYTES = 64L << 20;
    private static final int STRIDE = 7919;

    private final Store store = Store.open(new StoreConfig(
            RegionChoice.probe(null), CAPACITY_BYTES, INDEX_BYTES, MAX_ITEM_BYTES, StorePolicy.EVICT, 2));
    private final Lane lane = store.newLane();
    private final Key key = new Key();
    private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_ITEM_BYTES));
    private final FixedValue value;
    private final FixedTarget target = new FixedTarget();
    private final UnsafeBuffer keys;
    private final int items;
    private int turn;

    /**
     * @param items a power of two
     * @param value of each item
     */
    MeasuredStore(int items, byte[] value) {
        this.items = items;
        this.value = new FixedValue(value.length);
        memory.putBytes(0, value);
        keys = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * items * KEY_BYTES));
        for (int i = 0; i < 2 * items; i++) {
            keys.putBytes(i * KEY_BYTES, keyText(i).getBytes(StandardCharsets.US_ASCII));
        }
        for (int i = 0; i < items; i++) {
            set(key.wrap(keys, i * KEY_BYTES, KEY_BYTES));
        }
    }

    /** A value of so many letters. */
    static byte[] letters(int length) {
        byte[] letters = new byte[length];
        Arrays.fill(letters, (byte) 'v');
        return letters;
    }

    /** The key of an item. */
    static String keyText(int item) {
        return String.format("key-%0" + (KEY_BYTES - 4) + "d", item);
    }

    Store store() {
        return store;
    }

    Lane lane() {
        return lane;
    }

    /** The next item in no particular order. */
    int nextItem() {
        turn += STRIDE;
        return turn & (items - 1);
    }

    /** The key of an item that is there. */
    Key nextKey() {
        return key.wrap(keys, nextItem() * KEY_BYTES, KEY_BYTES);
    }

    /** A key that was never stored. */
    Key nextAbsentKey() {
        return key.wrap(keys, (items + nextItem()) * KEY_BYTES, KEY_BYTES);
    }

    /** Stores the value. */
    Outcome set(Key stored) {
        return lane.store(StoreMode.SET, stored, 0, StoreClock.NEVER, 0, value);
    }

    /** Reads a value. */
    Outcome get(Key asked) {
        return lane.get(asked, target);
    }

    @Override
    public void close() {
        store.close();
    }

    private final class FixedValue implements ValueSource {
        private final int length;

        FixedValue(int length) {
            this.length = length;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public void copyTo(int offset, long address, int bytes) {
            UnsafeApi.copyMemory(memory.addressOffset() + offset, address, bytes);
        }
    }

    private final class FixedTarget implements ValueSink {
        @Override
        public long begin(Item item) {
            return memory.addressOffset();
        }

        @Override
        public void complete() {
            // the copy is all that is measured
        }

        @Override
        public void cancel() {
            // what was copied will be overwritten
        }
    }
}
