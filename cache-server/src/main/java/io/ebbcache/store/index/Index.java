package io.ebbcache.store.index;

import org.agrona.BitUtil;
import org.agrona.UnsafeApi;

/**
 * Where each item lies, by the hash of its key: a table of partitions, each with its own lock for writers and none for
 * readers. Its memory is bounded; at the bound a new item takes the slot of one that was not read for long.
 *
 * <p>Slots of items whose segment has ended are not searched for: they are cleared when their partition is full, and by {@link
 * #sweep}.
 */
public final class Index implements AutoCloseable {

    private static final int MIN_PARTITIONS = 64;
    private static final int MAX_PARTITIONS = 1 << 14;

    /** A partition for so many bytes of values: small enough to be rebuilt unnoticed, large enough to cost little. */
    private static final long PARTITION_CAPACITY_BYTES = 256 << 10;

    private final SlotBlocks memory;
    private final IndexPartition[] partitions;
    private final int partitionShift;

    /**
     * An empty index.
     *
     * @param capacityBytes how much the segments hold; decides on the number of partitions
     * @param maxBytes the most memory the slots may take
     * @param reclaimer tells which items are over
     * @throws IllegalArgumentException if {@code maxBytes} is less than {@link #minBytes}
     */
    public Index(long capacityBytes, long maxBytes, SlotReclaimer reclaimer) {
        int count = partitions(capacityBytes);
        memory = new SlotBlocks(blockBytes(capacityBytes), maxBytes);
        partitions = new IndexPartition[count];
        for (int i = 0; i < count; i++) {
            partitions[i] = new IndexPartition(memory, reclaimer);
        }
        partitionShift = Long.SIZE - Integer.numberOfTrailingZeros(count);
    }

    /** The least memory that an index for so much capacity can live with, in bytes. */
    public static long minBytes(long capacityBytes) {
        return 2L * partitions(capacityBytes) * blockBytes(capacityBytes) + (1 << 20);
    }

    /** Bytes of Java heap for each byte of index: the addresses of its blocks, those in use and as many that are not. */
    public static double heapShare(long capacityBytes) {
        return 2.0 * Long.BYTES / blockBytes(capacityBytes);
    }

    /** Small blocks waste little in a small index; large ones take little heap for the addresses of those of a large one. */
    private static int blockBytes(long capacityBytes) {
        return capacityBytes < 2L << 30 ? 256 : capacityBytes < 8L << 30 ? 512 : 1024;
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
        return partitions[(int) (hash >>> partitionShift)];
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

    /** Clears the slots of all items that are over, partition by partition. */
    public void sweep() {
        for (IndexPartition partition : partitions) {
            partition.lock();
            try {
                partition.purge();
            } finally {
                partition.unlock();
            }
        }
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
