package io.ebbcache.client.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** Bytes that have come and are not read yet. What came last is read where it lies; only what is left of it is ever copied. */
final class Received {

    private @Nullable ByteBuf rest;

    /** All there is now, to be read; it stays this object's. */
    ByteBuf add(ByteBuf more, ByteBufAllocator allocator) {
        ByteBuf before = rest;
        if (before == null) {
            rest = more;
            return more;
        }
        ByteBuf all = before;
        try {
            if (before.writableBytes() < more.readableBytes()) {
                // At least twice as much each time: a large value is copied as often as it has bytes, not as it has
                // parts.
                all = allocator.buffer(
                        Math.max(2 * before.readableBytes(), before.readableBytes() + more.readableBytes()));
                rest = all;
                all.writeBytes(before);
                before.release();
            }
            all.writeBytes(more);
            return all;
        } finally {
            more.release();
        }
    }

    /** Lets go of what is read. */
    void trim() {
        if (rest != null && !rest.isReadable()) {
            release();
        }
    }

    void release() {
        ByteBuf last = rest;
        rest = null;
        if (last != null) {
            last.release();
        }
    }
}
