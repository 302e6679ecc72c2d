package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.MemoryBudget;
import io.ebbcache.server.command.RequestDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a line, or of a key in a very long line, until the rest of it has come; and then the whole of it until
 * it is executed. The first {@link RequestDecoder#FREE_BYTES} are every connection's right, more is charged to the request budget.
 */
final class PartialLine {

    private static final int FIRST_BYTES = 256;

    private final ByteBufAllocator allocator;
    private final MemoryBudget budget;
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private @Nullable ByteBuf memory;
    private int charged;
    private int position;
    private int length;
    private boolean whole;

    PartialLine(ByteBufAllocator allocator, MemoryBudget budget) {
        this.allocator = allocator;
        this.budget = budget;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Whether there is something to execute in it. */
    boolean isWhole() {
        return whole;
    }

    void markWhole() {
        whole = true;
    }

    DirectBuffer buffer() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Where the part begins that was not executed yet. */
    int position() {
        return position;
    }

    void position(int executed) {
        position = executed;
    }

    /** Adds {@code count} bytes, or none and returns false where the budget has no room for them. */
    boolean append(DirectBuffer in, int from, int count) {
        if (length + count > bytes.capacity() && !grow(length + count)) {
            return false;
        }
        bytes.putBytes(length, in, from, count);
        length += count;
        return true;
    }

    private boolean grow(int needed) {
        int capacity = Math.max(BitUtil.findNextPositivePowerOfTwo(needed), FIRST_BYTES);
        int charge = capacity <= RequestDecoder.FREE_BYTES ? 0 : capacity;
        if (!budget.acquire(charge)) {
            return false;
        }
        ByteBuf larger = allocator.directBuffer(capacity, capacity);
        UnsafeApi.copyMemory(bytes.addressOffset(), larger.memoryAddress(), length);
        int kept = length;
        int keptPosition = position;
        release();
        memory = larger;
        charged = charge;
        bytes.wrap(larger.memoryAddress(), capacity);
        length = kept;
        position = keptPosition;
        return true;
    }

    /** Leaves only what was not executed: the beginning of something whose rest is to come. */
    void keepRest() {
        int rest = length - position;
        if (rest == 0) {
            release();
            return;
        }
        bytes.putBytes(0, bytes, position, rest);
        length = rest;
        position = 0;
        whole = false;
    }

    /** Forgets everything and gives back the memory; calling this again does no harm. */
    void release() {
        length = 0;
        position = 0;
        whole = false;
        ByteBuf old = memory;
        if (old != null) {
            memory = null;
            bytes.wrap(0, 0);
            old.release();
            budget.release(charged);
            charged = 0;
        }
    }
}
