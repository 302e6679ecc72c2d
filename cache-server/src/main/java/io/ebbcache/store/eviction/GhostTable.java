package io.ebbcache.store.eviction;

import io.ebbcache.region.nativemem.NativeMemory;
import io.ebbcache.region.nativemem.ReservedRange;
import org.agrona.UnsafeApi;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which items were given up without having been read, or dropped by the kernel, and why: who is asked for again so soon was worth
 * keeping. A hash table of fingerprints in ordinary memory, four bytes an item, sixteen in a cache line:
 *
 * <pre>
 *   31              14 13       12 11           0
 *  +------------------+-----------+--------------+
 *  | fingerprint (18) | cause (2) |  moment (12) |      0 is empty, for no cause is 0
 *  +------------------+-----------+--------------+
 * </pre>
 *
 * <p>Moments are counted in bytes given up, a unit of them being a part of what the cache holds: an item is forgotten when as much
 * was given up after it as the cache holds. A false memory, once in some ten thousand questions, costs little; where an index of many small
 * items knows few bits of each hash it is once in a thousand. Any thread may ask and tell; what two of them do to one cache line at once may be
 * lost.
 */
public final class GhostTable implements AutoCloseable {

    private static final int ENTRY_BYTES = Integer.BYTES;
    private static final int LINE_BYTES = 64;
    private static final int LINE_ENTRIES = LINE_BYTES / ENTRY_BYTES;
    private static final int MOMENT_BITS = 12;
    private static final int MOMENT_MASK = (1 << MOMENT_BITS) - 1;
    private static final int CAUSE_BITS = 2;
    private static final int CAUSE_MASK = (1 << CAUSE_BITS) - 1;
    private static final int FINGERPRINT_SHIFT = MOMENT_BITS + CAUSE_BITS;

    /** Units of time until an item is forgotten; a quarter of those that can be told apart. */
    private static final int REMEMBERED_UNITS = 1 << (MOMENT_BITS - 2);

    private static final int MIN_LINES = 64;
    private static final long NONE = 0;

    private final ReservedRange memory;
    private final long maxLines;
    private volatile long lineMask = MIN_LINES - 1;
    private volatile int moment;
    private long unitBytes = 1;
    private long bytesInUnit;

    /**
     * An empty table.
     *
     * @param maxBytes what it may grow to; it takes some few KiB at least
     * @throws io.ebbcache.region.nativemem.NativeCallException if so many addresses cannot be reserved
     */
    public GhostTable(long maxBytes) {
        maxLines = Math.max(MIN_LINES, Long.highestOneBit(maxBytes / LINE_BYTES));
        memory = new ReservedRange(NativeMemory.find(), maxLines * LINE_BYTES);
    }

    /** The share of a table in what it and an index may take together, in bytes: a ghost takes less than a fifth of a slot. */
    public static long share(long indexBytes) {
        return Math.max((long) MIN_LINES * LINE_BYTES, indexBytes / 8);
    }

    /**
     * Says how much the cache holds. A table that has become too small is made larger; half of what it remembered is then forgotten.
     *
     * @param items how many
     * @param bytes how much memory they take
     */
    public void cacheHolds(long items, long bytes) {
        unitBytes = Math.max(1, bytes / REMEMBERED_UNITS);
        long wanted = Math.min(maxLines, Long.highestOneBit(Math.max(1, items / LINE_ENTRIES)));
        if (wanted > lineMask + 1) {
            lineMask = wanted - 1;
        }
    }

    /** So many bytes were given up: time passes. Called by one thread at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void advance(long bytes) {
        bytesInUnit += bytes;
        if (bytesInUnit >= unitBytes) {
            moment = (int) (moment + bytesInUnit / unitBytes) & MOMENT_MASK;
            bytesInUnit %= unitBytes;
        }
    }

    /**
     * Remembers an item that was given up.
     *
     * @param knownHash what the index knows of the hash of its key
     */
    public void add(long knownHash, LossCause cause) {
        long hash = mix(knownHash);
        long line = line(hash);
        long oldest = line;
        int oldestAge = -1;
        for (long entry = line; entry < line + LINE_BYTES; entry += ENTRY_BYTES) {
            int value = UnsafeApi.getInt(entry);
            int age = value == 0 ? Integer.MAX_VALUE : age(value);
            if (age > oldestAge) {
                oldestAge = age;
                oldest = entry;
            }
        }
        UnsafeApi.putInt(
                oldest, fingerprint(hash) << FINGERPRINT_SHIFT | (cause.ordinal() + 1) << MOMENT_BITS | moment);
    }

    /** Whether an item was given up of late; it is forgotten then. */
    public boolean remove(long knownHash) {
        long entry = find(knownHash);
        if (entry == NONE) {
            return false;
        }
        UnsafeApi.putInt(entry, 0);
        return true;
    }

    /** Why an item was given up of late; null if nothing is known of that. */
    public @Nullable LossCause cause(long knownHash) {
        long entry = find(knownHash);
        int cause = entry == NONE ? 0 : UnsafeApi.getInt(entry) >>> MOMENT_BITS & CAUSE_MASK;
        return cause == 0 ? null : LossCause.of(cause - 1);
    }

    private long find(long knownHash) {
        long hash = mix(knownHash);
        int fingerprint = fingerprint(hash);
        long line = line(hash);
        for (long entry = line; entry < line + LINE_BYTES; entry += ENTRY_BYTES) {
            int value = UnsafeApi.getInt(entry);
            if (value != 0 && value >>> FINGERPRINT_SHIFT == fingerprint && age(value) <= REMEMBERED_UNITS) {
                return entry;
            }
        }
        return NONE;
    }

    /** Bytes of ordinary memory that the table takes at the most as it is now. */
    public long bytes() {
        return (lineMask + 1) * LINE_BYTES;
    }

    private int age(int value) {
        return (moment - value) & MOMENT_MASK;
    }

    /** Spreads the bits that are known over all 64 (the finalizer of SplitMix64; Steele et al., OOPSLA 2014); no two become the same. */
    private static long mix(long knownHash) {
        long mixed = (knownHash ^ knownHash >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    private long line(long hash) {
        return memory.address() + ((hash >>> Integer.SIZE) & lineMask) * LINE_BYTES;
    }

    private static int fingerprint(long hash) {
        return (int) hash >>> FINGERPRINT_SHIFT;
    }

    @Override
    public void close() {
        memory.close();
    }
}
