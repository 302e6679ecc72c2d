package io.ebbcache.server.command;

import io.ebbcache.store.item.ValueSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * A value that comes in pieces, with what ends it on the wire. Memory is taken chunk by chunk as the bytes come, never by
 * the announced length, and charged to the budget of all requests in flight.
 */
public final class CollectedValue implements ValueSource {

    private static final int FIRST_CHUNK_BYTES = 2 * 1024;
    private static final int LARGEST_CHUNK_BYTES = 64 * 1024;

    private final ByteBufAllocator allocator;
    private final MemoryBudget budget;
    private final int announced;
    private final int trailerLength;

    private ByteBuf[] chunks = new ByteBuf[4];
    private int chunkCount;
    private int collected;
    private long charged;

    /** The chunk that was copied from last, and the offset of its first byte: copies go on where the last one ended. */
    private int cursorChunk;

    private int cursorOffset;

    /**
     * @param announced bytes that are to come, trailer included
     * @param trailerLength bytes of these that are not part of the value
     */
    public CollectedValue(ByteBufAllocator allocator, MemoryBudget budget, int announced, int trailerLength) {
        this.allocator = allocator;
        this.budget = budget;
        this.announced = announced;
        this.trailerLength = trailerLength;
    }

    /** Bytes that are still to come. */
    public int missing() {
        return announced - collected;
    }

    /**
     * Takes {@code count} bytes.
     *
     * @return false if the budget has no room for them; the value is of no use then
     */
    public boolean append(DirectBuffer in, int from, int count) {
        int taken = 0;
        while (taken < count) {
            if (room() == 0 && !grow()) {
                return false;
            }
            ByteBuf chunk = chunks[chunkCount - 1];
            int step = Math.min(chunk.writableBytes(), count - taken);
            UnsafeApi.copyMemory(in.addressOffset() + from + taken, chunk.memoryAddress() + chunk.writerIndex(), step);
            chunk.writerIndex(chunk.writerIndex() + step);
            taken += step;
        }
        collected += count;
        return true;
    }

    private int room() {
        return chunkCount == 0 ? 0 : chunks[chunkCount - 1].writableBytes();
    }

    private boolean grow() {
        int wanted = Math.min(Math.max(FIRST_CHUNK_BYTES, collected), LARGEST_CHUNK_BYTES);
        int capacity = Math.min(wanted, missing());
        if (!budget.acquire(capacity)) {
            return false;
        }
        charged += capacity;
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
        }
        chunks[chunkCount++] = allocator.directBuffer(capacity, capacity);
        return true;
    }

    /** Byte {@code index} of what was collected, trailer included. */
    public byte byteAt(int index) {
        seek(index);
        return chunks[cursorChunk].getByte(index - cursorOffset);
    }

    @Override
    public int length() {
        return announced - trailerLength;
    }

    @Override
    public void copyTo(int offset, long address, int length) {
        int copied = 0;
        while (copied < length) {
            seek(offset + copied);
            ByteBuf chunk = chunks[cursorChunk];
            int within = offset + copied - cursorOffset;
            int step = Math.min(chunk.readableBytes() - within, length - copied);
            UnsafeApi.copyMemory(chunk.memoryAddress() + within, address + copied, step);
            copied += step;
        }
    }

    /** The whole value, without what ends it. */
    public byte[] bytes() {
        byte[] all = new byte[length()];
        int copied = 0;
        while (copied < all.length) {
            seek(copied);
            int within = copied - cursorOffset;
            int step = Math.min(chunks[cursorChunk].readableBytes() - within, all.length - copied);
            chunks[cursorChunk].getBytes(within, all, copied, step);
            copied += step;
        }
        return all;
    }

    private void seek(int offset) {
        if (offset < cursorOffset) {
            cursorChunk = 0;
            cursorOffset = 0;
        }
        while (offset >= cursorOffset + chunks[cursorChunk].readableBytes()) {
            cursorOffset += chunks[cursorChunk].readableBytes();
            cursorChunk++;
        }
    }

    /** Gives back all memory; calling this again does no harm. */
    public void release() {
        for (int i = 0; i < chunkCount; i++) {
            chunks[i].release();
        }
        chunkCount = 0;
        budget.release(charged);
        charged = 0;
    }
}
