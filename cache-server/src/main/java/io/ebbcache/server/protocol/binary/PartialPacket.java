package io.ebbcache.server.protocol.binary;

import io.ebbcache.server.command.RequestDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a packet, up to its value, until all of it has come and is executed. That is never more than the {@link
 * RequestDecoder#FREE_BYTES} that every connection may keep.
 */
final class PartialPacket {

    /** Enough for all but logging in: 24 bytes of header, 20 of extras, 250 of key. */
    private static final int USUAL_BYTES = 320;

    private final ByteBufAllocator allocator;
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private @Nullable ByteBuf memory;
    private int length;

    PartialPacket(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    boolean isEmpty() {
        return length == 0;
    }

    DirectBuffer buffer() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Takes what is missing of {@code wanted} bytes, as far as it is there; returns the index of the first byte not taken. */
    int fill(DirectBuffer in, int at, int to, int wanted) {
        int count = Math.min(wanted - length, to - at);
        if (count <= 0) {
            return at;
        }
        if (wanted > bytes.capacity()) {
            grow(Math.max(wanted, USUAL_BYTES));
        }
        bytes.putBytes(length, in, at, count);
        length += count;
        return at + count;
    }

    private void grow(int capacity) {
        if (capacity > RequestDecoder.FREE_BYTES) {
            throw new IllegalArgumentException("a packet that begins with " + capacity + " bytes");
        }
        ByteBuf larger = allocator.directBuffer(capacity, capacity);
        ByteBuf old = memory;
        UnsafeBuffer view = new UnsafeBuffer(larger.memoryAddress(), capacity);
        view.putBytes(0, bytes, 0, length);
        if (old != null) {
            old.release();
        }
        memory = larger;
        bytes.wrap(larger.memoryAddress(), capacity);
    }

    /** Forgets everything and gives back the memory; calling this again does no harm. */
    void release() {
        length = 0;
        ByteBuf old = memory;
        if (old != null) {
            memory = null;
            bytes.wrap(0, 0);
            old.release();
        }
    }
}
