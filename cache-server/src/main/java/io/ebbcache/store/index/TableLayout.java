package io.ebbcache.store.index;

/**
 * Where the buckets of a partition's table lie: in blocks whose sizes grow with the table, so that a table of any size is an eighth
 * larger by one more block, or nearly, and small tables are as frugal as large ones. Numbers of blocks and buckets are counted in
 * units of 64 bytes, as a bucket is one.
 *
 * <pre>
 *  table:   [ buckets | block 0 | block 1 | ... ]              first unit of each block, less its first bucket's number plus eight
 *
 *  block      0   1  ..  7    8    9  ..  15   16  ..  23   ...  80 and on
 *  buckets    1   1  ..  1    2    2  ..   2    4  ..   4   ...  1024 (64 KiB)
 * </pre>
 *
 * <p>A bucket's number plus eight is a binary number whose highest bit chooses the size of the block; the next three bits
 * choose the block, the rest the place in it: a few shifts, no search. When a table grows, the block it needs more is one
 * size that it had none or few of, and all the others are of sizes that the old table gives back: so partitions that grow side by
 * side leave no memory behind that is of the wrong size.
 */
final class TableLayout {

    /** Bytes of a bucket, and the unit that blocks are counted in. */
    static final int UNIT_BYTES = 64;

    static final int UNIT_SHIFT = Integer.numberOfTrailingZeros(UNIT_BYTES);

    /** The largest blocks have two to the power of this units. */
    static final int MAX_SIZE_CLASS = 10;

    /** The table of a partition in which there is nothing yet: one bucket, in unit 0, which is never written. */
    static final int[] EMPTY = ofBlocks(1);

    private static final int BLOCKS_SHIFT = 3;
    private static final int BLOCKS_OF_A_SIZE = 1 << BLOCKS_SHIFT;
    private static final int HIGHEST_BIT = Integer.SIZE - 1;

    private TableLayout() {}

    /** A table whose blocks all start in unit 0. */
    static int[] ofBlocks(int blocks) {
        int[] table = new int[1 + blocks];
        table[0] = buckets(blocks);
        for (int block = 0; block < blocks; block++) {
            place(table, block, 0);
        }
        return table;
    }

    /** Says where a block lies. */
    static void place(int[] table, int block, int unit) {
        table[1 + block] = unit - buckets(block) - BLOCKS_OF_A_SIZE;
    }

    /** Where a block lies: its first unit. */
    static int unitOfBlock(int[] table, int block) {
        return table[1 + block] + buckets(block) + BLOCKS_OF_A_SIZE;
    }

    /** How many blocks a table has. */
    static int blocks(int[] table) {
        return table.length - 1;
    }

    /** How many buckets a table has. */
    static int buckets(int[] table) {
        return table[0];
    }

    /** How many buckets so many blocks have. */
    static int buckets(int blocks) {
        int size = sizeClass(blocks);
        return ((blocks - (size << BLOCKS_SHIFT) + BLOCKS_OF_A_SIZE) << size) - BLOCKS_OF_A_SIZE;
    }

    /** The fewest blocks that have so many buckets. */
    static int blocksFor(int buckets) {
        int last = buckets - 1 + BLOCKS_OF_A_SIZE;
        int size = sizeClassOfBucket(last);
        return (size << BLOCKS_SHIFT) + (last >>> size) - BLOCKS_OF_A_SIZE + 1;
    }

    /** The logarithm of a block's size in units. */
    static int sizeClass(int block) {
        return Math.min(block >>> BLOCKS_SHIFT, MAX_SIZE_CLASS);
    }

    /** The unit in which a bucket lies. */
    static int unit(int[] table, int bucket) {
        int shifted = bucket + BLOCKS_OF_A_SIZE;
        int size = sizeClassOfBucket(shifted);
        int block = (size << BLOCKS_SHIFT) + (shifted >>> size) - BLOCKS_OF_A_SIZE;
        return table[1 + block] + shifted;
    }

    private static int sizeClassOfBucket(int shifted) {
        return Math.min(HIGHEST_BIT - BLOCKS_SHIFT - Integer.numberOfLeadingZeros(shifted), MAX_SIZE_CLASS);
    }
}
