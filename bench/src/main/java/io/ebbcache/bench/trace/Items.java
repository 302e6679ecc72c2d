package io.ebbcache.bench.trace;

import io.ebbcache.store.StoreConfig;
import org.agrona.DirectBuffer;

/**
 * The items of a trace as they are stored: key, value, and what they count. An item counts its key, its value and 50 bytes,
 * which is what memcached counts and near what Ebb takes; the working set is the sum over all items.
 */
final class Items {

    private static final long MIB = 1 << 20;

    /** For what a server counts beyond the 50 bytes. */
    private static final long ROOM_BYTES = 64;

    private final Trace trace;
    private final ValueSizes sizes;
    private final int scale;
    private final long workingSetBytes;
    private final int largestValueBytes;
    private final long largestItemBytes;

    /**
     * @param scale what every size is multiplied with
     * @throws IllegalArgumentException if an item is larger than a store takes
     */
    Items(Trace trace, ValueSizes sizes, int scale) {
        this.trace = trace;
        this.sizes = sizes;
        this.scale = scale;
        long sum = 0;
        long largestItem = 0;
        long largestValue = 0;
        for (int item = 0; item < trace.items(); item++) {
            long value = (long) sizes.bytes(item) * scale;
            long bytes = value + overheadBytes(trace, item);
            sum += bytes;
            largestItem = Math.max(largestItem, bytes);
            largestValue = Math.max(largestValue, value);
        }
        if (largestItem > StoreConfig.MAX_ITEM_BYTES) {
            throw new IllegalArgumentException("an item of " + largestItem + " bytes is larger than a store takes");
        }
        this.workingSetBytes = sum;
        this.largestItemBytes = largestItem;
        this.largestValueBytes = (int) largestValue;
    }

    /**
     * The least scale, from 1 up, at which a share of the working set is so many bytes.
     *
     * @param share of the working set
     */
    static int scaleFor(Trace trace, ValueSizes sizes, double share, long bytes) {
        long fixed = 0;
        long values = 0;
        for (int item = 0; item < trace.items(); item++) {
            fixed += overheadBytes(trace, item);
            values += sizes.bytes(item);
        }
        double scale = Math.ceil((bytes / share - fixed) / Math.max(1, values));
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, scale));
    }

    private static int overheadBytes(Trace trace, int item) {
        return trace.keyLength(item) + StoreConfig.ITEM_OVERHEAD_BYTES;
    }

    Trace trace() {
        return trace;
    }

    ValueSizes sizes() {
        return sizes;
    }

    int scale() {
        return scale;
    }

    int count() {
        return trace.items();
    }

    DirectBuffer keys() {
        return trace.keys();
    }

    int keyOffset(int item) {
        return trace.keyOffset(item);
    }

    int keyLength(int item) {
        return trace.keyLength(item);
    }

    int valueBytes(int item) {
        return sizes.bytes(item) * scale;
    }

    int ttlSeconds(int item) {
        return trace.ttlSeconds(item);
    }

    /** Key, value and overhead. */
    int bytes(int item) {
        return valueBytes(item) + overheadBytes(trace, item);
    }

    long workingSetBytes() {
        return workingSetBytes;
    }

    int largestValueBytes() {
        return largestValueBytes;
    }

    /** The limit on the size of an item that servers are given: the next whole MiB, as memcached wants it. */
    int maxItemBytes() {
        long needed = largestItemBytes + ROOM_BYTES;
        return (int) Math.min((needed + MIB - 1) / MIB * MIB, StoreConfig.MAX_ITEM_BYTES);
    }
}
