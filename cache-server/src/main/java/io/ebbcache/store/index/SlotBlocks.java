package io.ebbcache.store.index;

import io.ebbcache.region.nativemem.NativeMemory;
import io.ebbcache.region.nativemem.ReservedRange;
import java.util.BitSet;
import java.util.Optional;
import org.agrona.UnsafeApi;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the index: blocks of 64 bytes to 64 KiB, cut from chunks of one range of addresses, up to a bound.
 *
 * <p>A block that is given back is handed out again, whole or in halves; a chunk that is free as a whole can go back to the
 * system ({@link #trim}). Either way it stays readable: a reader may still look into it, and finds out by the version of its
 * partition that what it read there means nothing. Free blocks are linked by their first words, so they take no heap.
 *
 * <p>A partition's first block can always be had: so much is set aside for each that has none yet.
 */
final class SlotBlocks implements AutoCloseable {

    private static final int CHUNK_UNITS = 1 << TableLayout.MAX_SIZE_CLASS;

    /** Bytes that are taken from the system at a time. */
    static final int CHUNK_BYTES = CHUNK_UNITS * TableLayout.UNIT_BYTES;

    /** What can be reserved: the numbers of units are ints. */
    private static final long MAX_BYTES = (long) Integer.MAX_VALUE / CHUNK_UNITS * CHUNK_BYTES;

    /** No block: unit 0 is never free. */
    private static final int NONE = 0;

    private final ReservedRange range;
    private final long base;
    private final long reservedChunks;

    /** The first free block of each size, {@link #NONE} where there is none. */
    private final int[] free = new int[TableLayout.MAX_SIZE_CLASS + 1];

    private final BitSet taken = new BitSet();
    private int takenChunks;
    private int touchedChunks;
    private long freeUnits;
    private long maxChunks;

    /** Partitions that have no block yet. */
    private int waiting;

    /**
     * No block is handed out yet.
     *
     * @param memory the platform's calls, if it has them
     * @param partitions how many partitions there will be
     * @param reservedBytes the most memory that {@link #raise} can allow
     * @param maxBytes the most memory to take until then
     * @throws IllegalArgumentException if that is too little for a block in each partition
     */
    SlotBlocks(Optional<NativeMemory> memory, int partitions, long reservedBytes, long maxBytes) {
        this.reservedChunks = Math.min(reservedBytes, MAX_BYTES) / CHUNK_BYTES;
        this.waiting = partitions;
        this.maxChunks = Math.min(maxBytes / CHUNK_BYTES, reservedChunks);
        if (maxChunks * CHUNK_UNITS < 1L + partitions) {
            throw new IllegalArgumentException("the index is bounded to less than its smallest size");
        }
        this.range = new ReservedRange(memory, reservedChunks * CHUNK_BYTES);
        this.base = range.address();
        clear(takeBlock(0), 0); // unit 0, all zeros for ever
    }

    /** Where unit 0 lies in memory. */
    long base() {
        return base;
    }

    /** Allows more memory than before, as far as it is reserved; whether that is any more. */
    synchronized boolean raise(long maxBytes) {
        long before = maxChunks;
        maxChunks = Math.max(before, Math.min(maxBytes / CHUNK_BYTES, reservedChunks));
        return maxChunks > before;
    }

    /** An empty table of one block, for a partition that had none. */
    synchronized int[] allocateFirst() {
        waiting--;
        int[] table = take(1);
        if (table == null) {
            throw new IllegalStateException("what was set aside for first blocks is not there");
        }
        return table;
    }

    /** An empty table of so many blocks; null where the bound is reached. */
    synchronized int @Nullable [] allocate(int blocks) {
        long neededUnits = TableLayout.buckets(blocks);
        long leftUnits = freeUnits + (maxChunks - takenChunks) * CHUNK_UNITS - neededUnits;
        return leftUnits < waiting ? null : take(blocks);
    }

    /** Takes the blocks of a table back. */
    synchronized void release(int[] table) {
        for (int block = 0; block < TableLayout.blocks(table); block++) {
            push(TableLayout.unitOfBlock(table, block), TableLayout.sizeClass(block));
        }
    }

    /** Takes the blocks of a partition back that has none any more. */
    synchronized void releaseLast(int[] table) {
        release(table);
        waiting++;
    }

    /** Gives all chunks that are free as a whole back to the system. */
    synchronized void trim() {
        if (freeUnits < CHUNK_UNITS) {
            return;
        }
        int[] freeOfChunk = new int[taken.length()];
        for (int size = 0; size < free.length; size++) {
            for (int block = free[size]; block != NONE; block = next(block)) {
                freeOfChunk[block / CHUNK_UNITS] += 1 << size;
            }
        }
        for (int size = 0; size < free.length; size++) {
            int block = free[size];
            free[size] = NONE;
            while (block != NONE) {
                int next = next(block);
                if (freeOfChunk[block / CHUNK_UNITS] < CHUNK_UNITS) {
                    link(block, size);
                }
                block = next;
            }
        }
        for (int chunk = 0; chunk < freeOfChunk.length; chunk++) {
            if (freeOfChunk[chunk] == CHUNK_UNITS) {
                taken.clear(chunk);
                takenChunks--;
                freeUnits -= CHUNK_UNITS;
                range.giveBack((long) chunk * CHUNK_BYTES, CHUNK_BYTES);
            }
        }
    }

    /** Bytes taken from the system. */
    synchronized long bytes() {
        return (long) (range.givesBack() ? takenChunks : touchedChunks) * CHUNK_BYTES;
    }

    private int @Nullable [] take(int blocks) {
        int[] table = TableLayout.ofBlocks(blocks);
        for (int block = 0; block < blocks; block++) {
            int size = TableLayout.sizeClass(block);
            int unit = takeBlock(size);
            if (unit < 0) {
                for (int i = 0; i < block; i++) {
                    push(TableLayout.unitOfBlock(table, i), TableLayout.sizeClass(i));
                }
                return null;
            }
            clear(unit, size);
            TableLayout.place(table, block, unit);
        }
        return table;
    }

    /** First unit of a block of this size, cut from a larger one if need be; negative where there is none. */
    private int takeBlock(int size) {
        int from = size;
        while (from < TableLayout.MAX_SIZE_CLASS && free[from] == NONE) {
            from++;
        }
        int block = free[from] == NONE ? takeChunk() : pop(from);
        if (block < 0) {
            return block;
        }
        while (from > size) {
            from--;
            link(block + (1 << from), from);
        }
        freeUnits -= 1L << size;
        return block;
    }

    private int takeChunk() {
        if (takenChunks == maxChunks) {
            trim(); // many small blocks may make a large one
        }
        if (takenChunks == maxChunks) {
            return -1;
        }
        int chunk = taken.nextClearBit(0);
        taken.set(chunk);
        takenChunks++;
        touchedChunks = Math.max(touchedChunks, chunk + 1);
        freeUnits += CHUNK_UNITS;
        return chunk * CHUNK_UNITS;
    }

    private void clear(int unit, int size) {
        UnsafeApi.setMemory(address(unit), (long) TableLayout.UNIT_BYTES << size, (byte) 0);
    }

    private int pop(int size) {
        int block = free[size];
        free[size] = next(block);
        return block;
    }

    private void push(int block, int size) {
        freeUnits += 1L << size;
        link(block, size);
    }

    private void link(int block, int size) {
        UnsafeApi.putLong(address(block), free[size]);
        free[size] = block;
    }

    private int next(int block) {
        return (int) UnsafeApi.getLong(address(block));
    }

    private long address(int unit) {
        return base + ((long) unit << TableLayout.UNIT_SHIFT);
    }

    @Override
    public synchronized void close() {
        range.close();
    }
}
