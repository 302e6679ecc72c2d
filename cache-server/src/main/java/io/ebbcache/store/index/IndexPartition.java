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
 * read; or smaller, when few items are left. A partition is small enough that this takes a fraction of a millisecond. One in which
 * nothing is has no memory of its own.
 *
 * <p>Readers take no lock. A version that is odd while slots change, and has another value afterwards, tells them to look
 * again (a sequence lock). A rebuilt table is published whole; the old blocks stay readable.
 */
public final class IndexPartition {

    static final int BUCKET_SLOTS = TableLayout.UNIT_BYTES / IndexSlot.SLOT_BYTES;

    private static final int BUCKET_BYTES = TableLayout.UNIT_BYTES;
    private static final int HASH_BITS = 24;
    private static final int HASH_MASK = (1 << HASH_BITS) - 1;
    private static final int SECOND_HASH_MULTIPLIER = 0x9E3779B1;
    private static final int GROWTH_DIVISOR = 8;

    /** Fewer slots in use than this part of all, and the table is worth making smaller. */
    private static final int SHRINK_DIVISOR = 2;

    /** A table that was made smaller is filled to four fifths. */
    private static final double FILL_AFTER_SHRINKING = 0.8;

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
    private final int number;
    private final SlotReclaimer reclaimer;
    private final long base;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long version;
    private int[] table = TableLayout.EMPTY;
    private int used;

    /** Inserts that need not look for room any more, as nothing was over and the index may not grow. */
    private int fruitless;

    IndexPartition(int number, SlotBlocks memory, SlotReclaimer reclaimer) {
        this.number = number;
        this.memory = memory;
        this.reclaimer = reclaimer;
        this.base = memory.base();
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
                int[] searched = table;
                found.clear();
                int first = firstBucket(bits, searched);
                int second = secondBucket(bits, searched);
                collect(bucket(searched, first), bits, found);
                if (second != first) {
                    collect(bucket(searched, second), bits, found);
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
        if (table == TableLayout.EMPTY) {
            publish(memory.allocateFirst());
        }
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
        for (int bucket = 0; bucket < TableLayout.buckets(table); bucket++) {
            long start = bucket(table, bucket);
            for (long slot = start; slot < start + BUCKET_BYTES; slot += IndexSlot.SLOT_BYTES) {
                long place = UnsafeApi.getLong(slot);
                if (place != 0 && isOver(place, UnsafeApi.getLong(slot + IndexSlot.STATE))) {
                    write(slot, 0, 0);
                    cleared++;
                }
            }
        }
        if (cleared > 0) {
            fruitless = 0;
            used -= cleared;
        }
        return cleared;
    }

    private boolean isOver(long place, long state) {
        return reclaimer.isOver(IndexSlot.knownHash(number, IndexSlot.hashOf(place)), place, state);
    }

    /** Says that the index may grow again. The lock is held. */
    void mayGrow() {
        fruitless = 0;
    }

    /** Gives memory back if few of the slots are in use. The lock is held. */
    void shrink() {
        if (used == 0) {
            if (table != TableLayout.EMPTY) {
                int[] old = publish(TableLayout.EMPTY);
                memory.releaseLast(old);
            }
            return;
        }
        if (used * SHRINK_DIVISOR < slots()) {
            int buckets = (int) (used / (BUCKET_SLOTS * FILL_AFTER_SHRINKING)) + 1;
            rebuild(TableLayout.blocksFor(buckets), TableLayout.blocks(table) - 1);
        }
    }

    /** Copies the slots in use. The lock is held. */
    void copyTo(SlotCopy target) {
        target.clear(used);
        for (int bucket = 0; bucket < TableLayout.buckets(table); bucket++) {
            long start = bucket(table, bucket);
            for (long slot = start; slot < start + BUCKET_BYTES; slot += IndexSlot.SLOT_BYTES) {
                if (UnsafeApi.getLong(slot) != 0) {
                    target.add(slot);
                }
            }
        }
    }

    /** Slots in use, of whatever state. The lock is held. */
    int used() {
        return used;
    }

    private int slots() {
        return TableLayout.buckets(table) * BUCKET_SLOTS;
    }

    private boolean tryInsert(long place, long state) {
        beginWrite();
        boolean inserted = insertInto(table, place, state);
        endWrite();
        return inserted;
    }

    private boolean insertInto(int[] target, long place, long state) {
        int bits = IndexSlot.hashOf(place);
        long slot = makeRoom(target, firstBucket(bits, target), 0);
        if (slot == 0) {
            slot = makeRoom(target, secondBucket(bits, target), 0);
        }
        for (int moves = 1; slot == 0 && moves <= MAX_MOVES; moves++) {
            slot = makeRoom(target, firstBucket(bits, target), moves);
            if (slot == 0) {
                slot = makeRoom(target, secondBucket(bits, target), moves);
            }
        }
        if (slot == 0) {
            return false;
        }
        put(slot, place, state);
        return true;
    }

    /** An empty slot of a bucket, for which up to {@code moves} items are moved to their other buckets; 0 if that is not enough. */
    private long makeRoom(int[] target, int bucket, int moves) {
        long address = bucket(target, bucket);
        for (int slot = 0; slot < BUCKET_BYTES; slot += IndexSlot.SLOT_BYTES) {
            if (UnsafeApi.getLong(address + slot) == 0) {
                return address + slot;
            }
        }
        for (int slot = 0; moves > 0 && slot < BUCKET_BYTES; slot += IndexSlot.SLOT_BYTES) {
            long place = UnsafeApi.getLong(address + slot);
            int other = otherBucket(IndexSlot.hashOf(place), bucket, target);
            long room = other == bucket ? 0 : makeRoom(target, other, moves - 1);
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
        int buckets = TableLayout.buckets(table);
        int more = Math.max(1, buckets / GROWTH_DIVISOR);
        return rebuild(TableLayout.blocksFor(buckets + more), Integer.MAX_VALUE);
    }

    /** Builds the table anew of so many blocks, or some more if these are too few; false if it stays as it was. */
    private boolean rebuild(int leastBlocks, int mostBlocks) {
        for (int blocks = leastBlocks; blocks <= mostBlocks; blocks++) {
            int[] built = memory.allocate(blocks);
            if (built == null) {
                return false;
            }
            if (copyTo(built)) {
                memory.release(publish(built));
                return true;
            }
            memory.release(built);
        }
        return false;
    }

    /** Lets readers see another table, and returns the one that they saw until now. */
    private int[] publish(int[] next) {
        int[] old = table;
        beginWrite();
        table = next;
        endWrite();
        return old;
    }

    private boolean copyTo(int[] target) {
        for (int bucket = 0; bucket < TableLayout.buckets(table); bucket++) {
            long start = bucket(table, bucket);
            for (long slot = start; slot < start + BUCKET_BYTES; slot += IndexSlot.SLOT_BYTES) {
                long place = UnsafeApi.getLong(slot);
                if (place != 0 && !insertInto(target, place, UnsafeApi.getLong(slot + IndexSlot.STATE))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Takes the slot that was read or stored the longest ago, of one bucket. */
    private void displace(long place, long state) {
        long bucket = bucket(table, firstBucket(IndexSlot.hashOf(place), table));
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

    private static int firstBucket(int bits, int[] table) {
        return (int) (((long) bits * TableLayout.buckets(table)) >>> HASH_BITS);
    }

    private static int secondBucket(int bits, int[] table) {
        return firstBucket((bits * SECOND_HASH_MULTIPLIER) & HASH_MASK, table);
    }

    private static int otherBucket(int bits, int bucket, int[] table) {
        int first = firstBucket(bits, table);
        return first == bucket ? secondBucket(bits, table) : first;
    }

    private long bucket(int[] table, int bucket) {
        return base + ((long) TableLayout.unit(table, bucket) << TableLayout.UNIT_SHIFT);
    }
}
