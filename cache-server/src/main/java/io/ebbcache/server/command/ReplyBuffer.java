package io.ebbcache.server.command;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The replies of one connection, as they are written and until they have left.
 *
 * <p>They are written into a chunk of memory; a full chunk is handed to the outlet and followed by another one, so nothing
 * is ever moved. A connection may always have one chunk of {@link #FREE_CHUNK_BYTES}; what it takes beyond that is charged
 * to the budget of all replies until all of this connection's replies have left. So whatever clients do, the memory for
 * replies is bounded, and a client that reads its replies is served even while others have used up the budget.
 *
 * <p>A writer asks {@link #isReady} before each reply. That holds room for a small reply; a value asks {@link #reserve}
 * for its own. Where either says no, the replies must leave first if {@link #isWaiting}, else there is no memory.
 */
public final class ReplyBuffer {

    /** What a reply without a value may take at most; {@link #isReady} holds room for it. */
    public static final int SMALL_REPLY_BYTES = 512;

    /** What a reply with a value may take beyond the value at most. */
    public static final int LARGEST_FRAME_BYTES = 1024;

    /** What a connection may have for replies without asking the budget. */
    public static final int FREE_CHUNK_BYTES = 4 * 1024;

    private static final int FIRST_CHUNK_BYTES = 1024;
    private static final int LARGEST_CHUNK_BYTES = 64 * 1024;

    private final ByteBufAllocator allocator;
    private final MemoryBudget budget;
    private final ReplyOutlet outlet;
    private final int bound;

    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private @Nullable ByteBuf chunk;

    /** Where the next byte goes in the chunk, and where writing must stop. */
    private int at;

    private int end;

    /** Bytes handed to the outlet that may not have left yet. */
    private long unsent;

    /** What the budget was charged for the chunk and for what is unsent; the free chunk is charged nothing. */
    private long chunkCharge;

    private long unsentCharge;
    private boolean freeChunkUsed;

    /** Whether something was handed over since the last flush. */
    private boolean unflushed;

    /** Bytes of the batch that is being written, and the size of the first chunk for the next one. */
    private int batch;

    private int expectedBatch = FIRST_CHUNK_BYTES;

    /** @param bound bytes that may wait to leave before no more is written, one reply excepted */
    public ReplyBuffer(ByteBufAllocator allocator, MemoryBudget budget, ReplyOutlet outlet, int bound) {
        this.allocator = allocator;
        this.budget = budget;
        this.outlet = outlet;
        this.bound = bound;
    }

    /** Whether one small reply, or the frame of a larger one, may be written now. */
    public boolean isReady() {
        return (end - at >= SMALL_REPLY_BYTES && unsent + at < bound) || makeReady();
    }

    private boolean makeReady() {
        if (unsent + at >= bound) {
            flush();
            if (unsent > 0) {
                return false;
            }
        }
        return end - at >= SMALL_REPLY_BYTES || nextChunk(SMALL_REPLY_BYTES);
    }

    /** Makes room for {@code length} bytes in one piece; false where there is none. */
    public boolean reserve(int length) {
        return end - at >= length || nextChunk(length);
    }

    /** After {@link #isReady} or {@link #reserve} said no: whether room is to be had once the replies have left. */
    public boolean isWaiting() {
        return unsent > 0;
    }

    private boolean nextChunk(int length) {
        handOver();
        if (take(length)) {
            return true;
        }
        if (unsent > 0) {
            outlet.flush();
            return unsent == 0 && take(length);
        }
        return false;
    }

    private boolean take(int length) {
        int needed = length + Long.BYTES; // texts are written in words, the last one may go beyond its end
        int wanted = Math.max(needed, nextChunkBytes());
        if (wanted <= FREE_CHUNK_BYTES && !freeChunkUsed) {
            freeChunkUsed = true;
        } else if (budget.acquire(wanted)) {
            chunkCharge = wanted;
        } else if (needed <= FREE_CHUNK_BYTES && !freeChunkUsed) {
            freeChunkUsed = true;
            wanted = FREE_CHUNK_BYTES;
        } else if (budget.acquire(needed)) {
            chunkCharge = needed;
            wanted = needed;
        } else {
            return false;
        }
        ByteBuf taken = allocator.directBuffer(wanted, wanted);
        chunk = taken;
        bytes.wrap(taken.memoryAddress(), wanted);
        at = 0;
        end = wanted - Long.BYTES;
        return true;
    }

    private int nextChunkBytes() {
        return batch == 0 ? expectedBatch : Math.min(Math.max(batch, FREE_CHUNK_BYTES) * 2, LARGEST_CHUNK_BYTES);
    }

    private void handOver() {
        ByteBuf full = chunk;
        if (full == null) {
            return;
        }
        if (at == 0) {
            dropChunk();
            return;
        }
        chunk = null;
        end = 0;
        unsentCharge += chunkCharge;
        chunkCharge = 0;
        unsent += at;
        batch += Math.min(at, LARGEST_CHUNK_BYTES);
        unflushed = true;
        full.writerIndex(at);
        at = 0;
        outlet.write(full);
    }

    private void dropChunk() {
        ByteBuf dropped = chunk;
        if (dropped == null) {
            return;
        }
        chunk = null;
        at = 0;
        end = 0;
        if (chunkCharge == 0) {
            freeChunkUsed = false;
        }
        budget.release(chunkCharge);
        chunkCharge = 0;
        dropped.release();
    }

    /** Lets all replies leave: the batch is over. */
    public void flush() {
        handOver();
        if (!unflushed) {
            return;
        }
        unflushed = false;
        int size = Math.max(BitUtil.findNextPositivePowerOfTwo(batch + SMALL_REPLY_BYTES), FIRST_CHUNK_BYTES);
        expectedBatch = Math.min(size, LARGEST_CHUNK_BYTES);
        batch = 0;
        outlet.flush();
    }

    /** Has the decoder called again soon, when something is to be replied that no request asked for. Any thread may call this. */
    public void wake() {
        outlet.wake();
    }

    /** All that was handed to the outlet has left, or is lost. */
    public void sent() {
        unsent = 0;
        freeChunkUsed = chunk != null && chunkCharge == 0;
        budget.release(unsentCharge);
        unsentCharge = 0;
    }

    /** Whether something was written since the last flush: replies to what came in the same batch. */
    public boolean hasUnflushed() {
        return unflushed || at > 0;
    }

    /** Bytes that wait to leave. */
    public long waitingBytes() {
        return unsent + at;
    }

    /** Gives back all memory; calling this again does no harm. */
    public void release() {
        dropChunk();
        sent();
    }

    /** Where the next byte goes; only for {@link #rewind}. */
    public int position() {
        return at;
    }

    /** Takes back all that was written since {@link #position} was this, in the same chunk. */
    public void rewind(int position) {
        at = position;
    }

    /** Leaves out {@code length} bytes that somebody else writes, and returns their address. */
    public long skip(int length) {
        long address = bytes.addressOffset() + at;
        at += length;
        return address;
    }

    public void put(ReplyText text) {
        long[] words = text.words;
        int to = at;
        for (int i = 0; i < words.length; i++) {
            bytes.putLong(to, words[i]);
            to += Long.BYTES;
        }
        at += text.length;
    }

    public void put(byte value) {
        bytes.putByte(at++, value);
    }

    /** Four bytes, the highest first. */
    public void putInt(int value) {
        bytes.putInt(at, value, ByteOrder.BIG_ENDIAN);
        at += Integer.BYTES;
    }

    /** Eight bytes, the highest first. */
    public void putLong(long value) {
        bytes.putLong(at, value, ByteOrder.BIG_ENDIAN);
        at += Long.BYTES;
    }

    public void put(DirectBuffer source, int offset, int length) {
        bytes.putBytes(at, source, offset, length);
        at += length;
    }

    /** An ASCII text. */
    public void put(String text) {
        at += bytes.putStringWithoutLengthAscii(at, text);
    }

    /** A number in decimal digits. */
    public void putDecimal(long value) {
        at += value >= 0 && value <= Integer.MAX_VALUE
                ? bytes.putNaturalIntAscii(at, (int) value)
                : bytes.putLongAscii(at, value);
    }

    /** A number of 64 bits without sign, in decimal digits. */
    public void putUnsignedDecimal(long value) {
        if (value < 0) {
            long tens = Long.divideUnsigned(value, 10);
            putDecimal(tens);
            put((byte) ('0' + (value - tens * 10)));
        } else {
            putDecimal(value);
        }
    }
}
