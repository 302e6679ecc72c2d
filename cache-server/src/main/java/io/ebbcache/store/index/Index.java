package io.ebbcache.store.index;

import io.ebbcache.region.nativemem.NativeMemory;
import org.agrona.BitUtil;
import org.agrona.UnsafeApi;

/**
 * Where each item lies, by the hash of its key: a table of partitions, each with its own lock for writers and none for
 * readers. Its memory follows the number of items and is bounded; at the bound a new item takes the slot of one that was not read
 * for long.
 *
 * <p>Slots of items whose segment has ended are not searched for: they are cleared when their partition is full, and by {@link
 * #sweep}.
 */
public final class Index implements AutoCloseable {

    private static final int MIN_PARTITIONS = 64;
    private static final int MAX_PARTITIONS = 1 << 13;

    /** A partition for so many bytes of values: small enough to be rebuilt unnoticed, large enough to cost little. */
    private static final long PARTITION_CAPACITY_BYTES = 256 << 10;

    /** Bytes of heap of a partition with its lock, without its table. */
    private static final int PARTITION_HEAP_BYTES = 144;

    private final SlotBlocks memory;
    private final IndexPartition[] partitions;
    private final int partitionShift;

    /**
     * An empty index, which takes next to no memory.
     *
     * @param capacityBytes how much the segments can ever hold; decides on the number of partitions
     * @param reservedBytes the most memory that {@link #raise} can allow
     * @param maxBytes the most memory that the slots may take until then
     * @param reclaimer tells which items are over
     * @throws IllegalArgumentException if {@code maxBytes} is less than {@link #minBytes}
     * @throws io.ebbcache.region.nativemem.NativeCallException if so many addresses cannot be reserved
     */
    public Index(long capacityBytes, long reservedBytes, long maxBytes, SlotReclaimer reclaimer) {
        int count = partitions(capacityBytes);
        memory = new SlotBlocks(NativeMemory.find(), count, reservedBytes, maxBytes);
        partitions = new IndexPartition[count];
        for (int i = 0; i < count; i++) {
            partitions[i] = new IndexPartition(i, memory, reclaimer);
        }
        partitionShift = Long.SIZE - Integer.numberOfTrailingZeros(count);
    }

    /** The least memory that an index for so much capacity can live with, in bytes. */
    public static long minBytes(long capacityBytes) {
        return 2L * partitions(capacityBytes) * TableLayout.UNIT_BYTES + (1 << 20);
    }

    /** The largest index for so much capacity whose partitions, and the tables of whose blocks, fit in so much heap; in bytes. */
    public static long largestBytes(long capacityBytes, long heapBytes) {
        int partitions = partitions(capacityBytes);
        long tableBytes = Math.min(heapBytes / partitions - PARTITION_HEAP_BYTES, Short.MAX_VALUE);
        int blocks = (int) Math.max(0, tableBytes / Integer.BYTES - 1);
        return blocks == 0 ? 0 : (long) partitions * TableLayout.buckets(blocks) * TableLayout.UNIT_BYTES;
    }

    private static int partitions(long capacityBytes) {
        long wanted = Math.max(MIN_PARTITIONS, Math.min(MAX_PARTITIONS, capacityBytes / PARTITION_CAPACITY_BYTES));
        return BitUtil.findNextPositivePowerOfTwo((int) wanted);
    }

    /** Collects the slots that may hold the key of this hash. */
    public void find(long hash, Candidates found) {
        partition(hash).find(hash, found);
    }

    /** The partition of a hash; writers lock it. */
    public IndexPartition partition(long hash) {
        return partitions[partitionNumber(hash)];
    }

    private int partitionNumber(long hash) {
        return (int) (hash >>> partitionShift);
    }

    /**
     * What is known of the hash of a key when only its slot is left: the partition and the bits in the slot, 30 at least, and the more the larger
     * the index may be.
     */
    public long knownHash(long hash) {
        return IndexSlot.knownHash(partitionNumber(hash), IndexSlot.hash(hash));
    }

    /**
     * Notes that an item was read. Takes no lock: if the slot has changed or moved since it was found, nothing happens.
     *
     * @param state the new state word
     * @return whether it was noted
     */
    public boolean noteAccess(Candidates found, int i, long state) {
        return UnsafeApi.compareAndSetLong(null, found.address(i) + IndexSlot.STATE, found.state(i), state);
    }

    /** How many partitions there are; that does not change. */
    public int partitions() {
        return partitions.length;
    }

    /** Bytes that a copy of a partition's slots takes. */
    public int copyBytes(int partition) {
        IndexPartition copied = partitions[partition];
        copied.lock();
        try {
            return copied.used() * IndexSlot.SLOT_BYTES;
        } finally {
            copied.unlock();
        }
    }

    /** Copies the slots of a partition, keeping its writers out meanwhile. */
    public void copy(int partition, SlotCopy target) {
        IndexPartition copied = partitions[partition];
        copied.lock();
        try {
            copied.copyTo(target);
        } finally {
            copied.unlock();
        }
    }

    /** Does something while all writers are kept out. */
    public void betweenWrites(Runnable action) {
        int locked = 0;
        try {
            while (locked < partitions.length) {
                partitions[locked].lock();
                locked++;
            }
            action.run();
        } finally {
            while (locked > 0) {
                locked--;
                partitions[locked].unlock();
            }
        }
    }

    /** Allows the slots more memory than before, as far as it is reserved. */
    public void raise(long maxBytes) {
        if (memory.raise(maxBytes)) {
            for (IndexPartition partition : partitions) {
                partition.lock();
                partition.mayGrow();
                partition.unlock();
            }
        }
    }

    /** Clears the slots of all items that are over, partition by partition, and gives memory back that is not needed any more. */
    public void sweep() {
        for (IndexPartition partition : partitions) {
            partition.lock();
            try {
                partition.purge();
                partition.shrink();
            } finally {
                partition.unlock();
            }
        }
        memory.trim();
    }

    /** Slots in use, those of items that are over but not yet cleared included. */
    public long slotsUsed() {
        long used = 0;
        for (IndexPartition partition : partitions) {
            partition.lock();
            try {
                used += partition.used();
            } finally {
                partition.unlock();
            }
        }
        return used;
    }

    /** Bytes of ordinary memory that the slots take. */
    public long bytes() {
        return memory.bytes();
    }

    @Override
    public void close() {
        memory.close();
    }
}
