package io.ebbcache.store.index;

import org.agrona.UnsafeApi;
import org.agrona.collections.LongArrayList;

/**
 * The memory of the index: blocks of one size up to a bound. A block that is given back is handed out again, but its memory
 * is not unmapped before {@link #close}: a reader may still look into it, and finds out by the version of its partition that
 * what it read there means nothing.
 */
final class SlotBlocks implements AutoCloseable {

    private static final int CHUNK_BYTES = 256 << 10;
    private static final int CACHE_LINE_BYTES = 64;

    private final int blockBytes;
    private final long maxBytes;
    private final LongArrayList chunks = new LongArrayList();
    private final LongArrayList free = new LongArrayList();

    SlotBlocks(int blockBytes, long maxBytes) {
        this.blockBytes = blockBytes;
        this.maxBytes = maxBytes;
    }

    /** Size of a block. */
    int blockBytes() {
        return blockBytes;
    }

    /**
     * Hands out empty blocks.
     *
     * @return false, and none is handed out, where the bound is reached
     */
    synchronized boolean allocate(long[] target) {
        while (free.size() < target.length) {
            if ((chunks.size() + 1L) * CHUNK_BYTES > maxBytes) {
                return false;
            }
            addChunk();
        }
        for (int i = 0; i < target.length; i++) {
            target[i] = free.removeAt(free.size() - 1);
            UnsafeApi.setMemory(target[i], blockBytes, (byte) 0);
        }
        return true;
    }

    /** Takes blocks back. */
    synchronized void release(long[] blocks) {
        for (long block : blocks) {
            free.addLong(block);
        }
    }

    /** Bytes taken from the system. */
    synchronized long bytes() {
        return (long) chunks.size() * CHUNK_BYTES;
    }

    private void addChunk() {
        long chunk = UnsafeApi.allocateMemory(CHUNK_BYTES + CACHE_LINE_BYTES);
        chunks.addLong(chunk);
        long start = (chunk + CACHE_LINE_BYTES - 1) & -CACHE_LINE_BYTES;
        for (int at = CHUNK_BYTES - blockBytes; at >= 0; at -= blockBytes) {
            free.addLong(start + at);
        }
    }

    @Override
    public synchronized void close() {
        for (int i = 0; i < chunks.size(); i++) {
            UnsafeApi.freeMemory(chunks.getLong(i));
        }
        chunks.clear();
        free.clear();
    }
}
