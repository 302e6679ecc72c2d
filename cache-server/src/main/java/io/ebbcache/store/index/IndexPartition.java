package io.ebbcache.store.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.UnsafeApi;

/**
 * One part of the index: a hash table of cache-line buckets of four slots, with a lock for its writers.
 *
 * <p>An item has two buckets to choose from (Azar, Broder, Karlin, Upfal: Balanced Allocations, 1994), and one that is there
 * already may be moved to its other bucket to make room (cuckoo hashing; Pagh, Rodler, 2001), which fills the table to over nine
 * tenths. Then it is built anew, an eighth larger, from the 24 bits of hash that each slot holds, so that no key needs to be
 * read. A partition is small enough that this takes a fraction of a millisecond.
 *
 * <p>Readers take no lock. A version that is odd while slots change, and has another value afterwards, tells them to look
 * again (a sequence lock). A rebuilt table is published whole; the old blocks stay mapped.
 */
public final class IndexPartition {

    static final int BUCKET_SLOTS = 4;

    private static final int BUCKET_BYTES = BUCKET_SLOTS * IndexSlot.SLOT_BYTES;
    private static final int BUCKET_SHIFT = Integer.numberOfTrailingZeros(BUCKET_BYTES);
    private static final int HASH_BITS = 24;
    private static final int HASH_MASK = (1 << HASH_BITS) - 1;
    private static final int SECOND_HASH_MULTIPLIER = 0x9E3779B1;
    private static final int GROWTH_DIVISOR = 8;

    /** Items moved at the most to make room for one; three fill the table to well over nine tenths. */
    private static final int MAX_MOVES = 3;

    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(IndexPartition.class, "version", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SlotBlocks memory;
    private final SlotReclaimer reclaimer;
    private final int blockBytes;
    private final int blockShift;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long version;
    private long[] blocks;
    private int used;

    /** Inserts that need not look for room any more, as nothing was over and the index may not grow. */
    private int fruitless;

    IndexPartition(SlotBlocks memory, SlotReclaimer reclaimer) {
        this.memory = memory;
        this.reclaimer = reclaimer;
        this.blockBytes = memory.blockBytes();
        this.blockShift = Integer.numberOfTrailingZeros(blockBytes / BUCKET_BYTES);
        this.blocks = new long[1];
        if (!memory.allocate(blocks)) {
            throw new IllegalArgumentException("the index is bounded to less than its smallest size");
        }
    }

    /** Keeps other writers out; not readers. */
    public void lock() {
        lock.lock();
    }

    /** Lets the next writer in. */
    public void unlock() {
        lock.unlock();
    }

    /** Collects the slots of a hash. Takes no lock. */
    void find(long hash, Candidates found) {
        int bits = IndexSlot.hash(hash);
        while (true) {
            long before = version;
            if ((before & 1) == 0) {
                long[] table = blocks;
                found.clear();
                int first = firstBucket(bits, table);
                int second = secondBucket(bits, table);
                collect(bucket(table, first), bits, found);
                if (second != first) {
                    collect(bucket(table, second), bits, found);
                }
                VarHandle.acquireFence();
                if ((long) VERSION.getOpaque(this) == before) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }

    private static void collect(long bucket, int bits, Candidates found) {
        for (int slot = 0; slot < BUCKET_BYTES; slot += IndexSlot.SLOT_BYTES) {
            long place = UnsafeApi.getLong(bucket + slot);
            if (place != 0 && IndexSlot.hashOf(place) == bits) {
                found.add(bucket + slot, place, UnsafeApi.getLong(bucket + slot + IndexSlot.STATE));
            }
        }
    }

    /** Puts another item in a slot that was found since the lock was taken. */
    public void replace(Candidates found, int i, long place, long state) {
        write(found.address(i), place, state);
    }

    /** Clears a slot that was found since the lock was taken. */
    public void clear(Candidates found, int i) {
        write(found.address(i), 0, 0);
        used--;
    }

    /** Adds an item. The lock is held. Slots that were found before are not valid any more. */
    public void insert(long place, long state) {
        while (!tryInsert(place, state)) {
            if (fruitless > 0) {
                fruitless--;
                displace(place, state);
                return;
            }
            int cleared = purge();
            if (cleared * GROWTH_DIVISOR < slots() && !grow()) {
                if (cleared == 0) {
                    // at the bound and full: for some time it is not worth looking again
                    fruitless = slots() / GROWTH_DIVISOR;
                }
                if (!tryInsert(place, state)) {
                    displace(place, state);
                    return;
                }
                break;
            }
        }
        used++;
    }

    /**
     * Clears the slots of items that are over. The lock is held.
     *
     * @return how many there were
     */
    public int purge() {
        int cleared = 0;
        for (long block : blocks) {
            for (int at = 0; at < blockBytes; at += IndexSlot.SLOT_BYTES) {
                long place = UnsafeApi.getLong(block + at);
                if (place != 0 && reclaimer.isOver(place, UnsafeApi.getLong(block + at + IndexSlot.STATE))) {
                    write(block + at, 0, 0);
                    cleared++;
                }
            }
        }
        used -= cleared;
        return cleared;
    }

    /** Copies the slots in use. The lock is held. */
    void copyTo(SlotCopy target) {
        target.clear(used);
        for (long block : blocks) {
            for (int at = 0; at < blockBytes; at += IndexSlot.SLOT_BYTES) {
                if (UnsafeApi.getLong(block + at) != 0) {
                    target.add(block + at);
                }
            }
        }
    }

    /** Slots in use, of whatever state. The lock is held. */
    int used() {
        return used;
    }

    private int slots() {
        return (blocks.length << blockShift) * BUCKET_SLOTS;
    }

    private boolean tryInsert(long place, long state) {
        beginWrite();
        boolean inserted = insertInto(blocks, place, state);
        endWrite();
        return inserted;
    }

    private boolean insertInto(long[] table, long place, long state) {
        int bits = IndexSlot.hashOf(place);
        long slot = makeRoom(table, firstBucket(bits, table), 0);
        if (slot == 0) {
            slot = makeRoom(table, secondBucket(bits, table), 0);
        }
        for (int moves = 1; slot == 0 && moves <= MAX_MOVES; moves++) {
            slot = makeRoom(table, firstBucket(bits, table), moves);
            if (slot == 0) {
                slot = makeRoom(table, secondBucket(bits, table), moves);
            }
        }
        if (slot == 0) {
            return false;
        }
        put(slot, place, state);
        return true;
    }

    /** An empty slot of a bucket, for which up to {@code moves} items are moved to their other buckets; 0 if that is not enough. */
    private long makeRoom(long[] table, int bucket, int moves) {
        long address = bucket(table, bucket);
        for (int slot = 0; slot < BUCKET_BYTES; slot += IndexSlot.SLOT_BYTES) {
            if (UnsafeApi.getLong(address + slot) == 0) {
                return address + slot;
            }
        }
        for (int slot = 0; moves > 0 && slot < BUCKET_BYTES; slot += IndexSlot.SLOT_BYTES) {
            long place = UnsafeApi.getLong(address + slot);
            int other = otherBucket(IndexSlot.hashOf(place), bucket, table);
            long room = other == bucket ? 0 : makeRoom(table, other, moves - 1);
            // a move further on may have come round to this slot
            if (room != 0 && UnsafeApi.getLong(address + slot) == place) {
                put(room, place, UnsafeApi.getLong(address + slot + IndexSlot.STATE));
                put(address + slot, 0, 0);
                return address + slot;
            }
        }
        return 0;
    }

    /** Builds the table anew, larger; false where the index is at its bound. */
    private boolean grow() {
        int size = blocks.length;
        while (true) {
            size += Math.max(1, blocks.length / GROWTH_DIVISOR);
            long[] larger = new long[size];
            if (!memory.allocate(larger)) {
                return false;
            }
            if (copyTo(larger)) {
                long[] old = blocks;
                beginWrite();
                blocks = larger;
                endWrite();
                memory.release(old);
                return true;
            }
            memory.release(larger);
        }
    }

    private boolean copyTo(long[] table) {
        for (long block : blocks) {
            for (int at = 0; at < blockBytes; at += IndexSlot.SLOT_BYTES) {
                long place = UnsafeApi.getLong(block + at);
                if (place != 0 && !insertInto(table, place, UnsafeApi.getLong(block + at + IndexSlot.STATE))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Takes the slot that was read or stored the longest ago, of one bucket. */
    private void displace(long place, long state) {
        long bucket = bucket(blocks, firstBucket(IndexSlot.hashOf(place), blocks));
        long oldest = bucket;
        long oldestIdle = -1;
        for (int slot = 0; slot < BUCKET_BYTES; slot += IndexSlot.SLOT_BYTES) {
            long idle = IndexSlot.idleBetween(UnsafeApi.getLong(bucket + slot + IndexSlot.STATE), state);
            if (idle > oldestIdle) {
                oldestIdle = idle;
                oldest = bucket + slot;
            }
        }
        reclaimer.displaced(UnsafeApi.getLong(oldest), UnsafeApi.getLong(oldest + IndexSlot.STATE));
        write(oldest, place, state);
    }

    private void write(long slot, long place, long state) {
        beginWrite();
        put(slot, place, state);
        endWrite();
    }

    private static void put(long slot, long place, long state) {
        UnsafeApi.putLong(slot, place);
        UnsafeApi.putLong(slot + IndexSlot.STATE, state);
    }

    private void beginWrite() {
        VERSION.setOpaque(this, (long) VERSION.get(this) + 1);
        VarHandle.storeStoreFence();
    }

    private void endWrite() {
        VERSION.setRelease(this, (long) VERSION.get(this) + 1);
    }

    private int firstBucket(int bits, long[] table) {
        return (int) ((((long) bits * table.length) << blockShift) >>> HASH_BITS);
    }

    private int secondBucket(int bits, long[] table) {
        return firstBucket((bits * SECOND_HASH_MULTIPLIER) & HASH_MASK, table);
    }

    private int otherBucket(int bits, int bucket, long[] table) {
        int first = firstBucket(bits, table);
        return first == bucket ? secondBucket(bits, table) : first;
    }

    private long bucket(long[] table, int bucket) {
        return table[bucket >>> blockShift] + ((long) (bucket & ((1 << blockShift) - 1)) << BUCKET_SHIFT);
    }
}
