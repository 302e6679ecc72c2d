package io.ebbcache.server.cluster.route;

import io.ebbcache.client.operation.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What other nodes have answered for keys that are asked for all the time, so that these are not asked for each time: for a second, during which
 * somebody else may have changed them. What this node itself passes on is seen at once: a change ends the copy when it is sent and when it is
 * answered, and no answer becomes a copy that was asked for before that. Safe for use by many threads.
 */
final class HotCopies {

    static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Of larger ones the way is not the dear part. */
    static final int MOST_VALUE_BYTES = 64 * 1024;

    private static final int MOST_COPIES = 64;

    /** What all of them take at most. */
    static final int MOST_BYTES = MOST_COPIES * MOST_VALUE_BYTES;

    private static final int SLOTS = 1024;

    private record Copy(Reply reply, long untilNanos) {}

    private final LongSupplier nanos;
    private final Map<String, Copy> copies = new ConcurrentHashMap<>();

    /** By hash of the key, the changes that were sent or answered. */
    private final AtomicLongArray changes = new AtomicLongArray(SLOTS);

    HotCopies(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The answer for a key; null if there is none that is young enough. */
    @Nullable
    Reply find(byte[] key) {
        if (copies.isEmpty()) {
            return null;
        }
        String name = name(key);
        Copy copy = copies.get(name);
        if (copy == null) {
            return null;
        }
        if (nanos.getAsLong() - copy.untilNanos() < 0) {
            return copy.reply();
        }
        copies.remove(name, copy);
        return null;
    }

    private static String name(byte[] key) {
        return new String(key, StandardCharsets.ISO_8859_1);
    }

    private static int slotOf(byte[] key) {
        return Arrays.hashCode(key) & (SLOTS - 1);
    }

    /** To be taken before a key is asked for, and given to {@link #put}. */
    long stamp(byte[] key) {
        return changes.get(slotOf(key));
    }

    /**
     * Keeps an answer, unless the key has changed since it was asked for.
     *
     * @param askedNanos when it was asked for: so old it may be at least
     * @param secondsLeft of the item; negative if it has no end
     */
    void put(byte[] key, Reply reply, long stamp, long askedNanos, long secondsLeft) {
        boolean endsSooner = secondsLeft >= 0 && secondsLeft <= 1; // whole seconds, rounded
        if (endsSooner || reply.value().length > MOST_VALUE_BYTES || copies.size() >= MOST_COPIES) {
            return;
        }
        String name = name(key);
        Copy copy = new Copy(reply, askedNanos + LIFE_NANOS);
        copies.put(name, copy);
        if (stamp(key) != stamp) { // it may have changed before that, or between
            copies.remove(name, copy);
        }
    }

    /** A change of a key is about to be sent, or is answered. */
    void changed(byte[] key) {
        changes.incrementAndGet(slotOf(key));
        if (!copies.isEmpty()) {
            copies.remove(name(key));
        }
    }

    /** All keys have changed. */
    void clear() {
        for (int slot = 0; slot < SLOTS; slot++) {
            changes.incrementAndGet(slot);
        }
        copies.clear();
    }

    /** Drops what is too old to be used. */
    void sweep() {
        long now = nanos.getAsLong();
        copies.values().removeIf(copy -> now - copy.untilNanos() >= 0);
    }
}
