package io.ebbcache.server.hotkeys;

import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.apache.datasketches.frequencies.LongsSketch;
import org.jspecify.annotations.Nullable;

/**
 * What was counted in one window of time: how often each of the frequent keys came, by their hashes, and their bytes.
 *
 * <p>The counts are those of a sketch that has room for 1,536 keys; when it is full, all counts are lowered, and keys that have none left go
 * (Anderson et al., "A High-Performance Algorithm for Identifying Frequent Items in Data Streams", IMC 2017). So a count is wrong by at most
 * one part in 585 of all that was counted, and by far less where some keys are frequent. Bytes are kept of keys that have one part in
 * {@value #NAMED_DIVISOR}, of which there are no more than that at a time. In all this takes 40 KiB, and 170 KiB more
 * where the keys are as long and as evenly frequent as can be.
 */
final class KeyWindow {

    /** The sketch's hash table; three quarters of it are used. */
    static final int SKETCH_SLOTS = 2048;

    /** The most keys whose bytes are kept. */
    static final int MOST_NAMED = 512;

    private static final int NAMED_DIVISOR = 256;

    /** A key that was counted less often than this may have come by chance. */
    private static final long LEAST_TO_NAME = 4;

    private final LongsSketch counts = new LongsSketch(SKETCH_SLOTS);
    private final Long2ObjectHashMap<DirectBuffer> names = new Long2ObjectHashMap<>();
    private long begunNanos;

    KeyWindow(long nanos) {
        begunNanos = nanos;
    }

    /** Forgets what was counted; a new window begins. */
    void begin(long nanos) {
        begunNanos = nanos;
        counts.reset();
        names.clear();
    }

    long begunNanos() {
        return begunNanos;
    }

    /** Counts a request of a key. */
    void add(long hash, DirectBuffer key, int offset, int length) {
        counts.update(hash);
        if (isToBeNamed(hash) && !names.containsKey(hash)) {
            if (names.size() == MOST_NAMED) {
                names.keySet().removeIfLong(named -> !isToBeNamed(named));
            }
            byte[] copy = new byte[length];
            key.getBytes(offset, copy);
            names.put(hash, new UnsafeBuffer(copy));
        }
    }

    private boolean isToBeNamed(long hash) {
        return counts.getLowerBound(hash) >= Math.max(LEAST_TO_NAME, samples() / NAMED_DIVISOR);
    }

    /** How many requests were counted. */
    long samples() {
        return counts.getStreamLength();
    }

    LongsSketch counts() {
        return counts;
    }

    /** The bytes of a key, if it was frequent. */
    @Nullable
    DirectBuffer name(long hash) {
        return names.get(hash);
    }

    /** How many keys there are bytes of. */
    int named() {
        return names.size();
    }
}
