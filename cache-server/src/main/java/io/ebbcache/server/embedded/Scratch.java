package io.ebbcache.server.embedded;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Memory outside of the heap that a value passes through: the store knows addresses only. Large room is not kept. */
final class Scratch implements AutoCloseable {
    private static final int SMALLEST_BYTES = 4 * 1024;
    private static final int LARGEST_KEPT_BYTES = 1024 * 1024;

    private ByteBuffer memory = ByteBuffer.allocateDirect(SMALLEST_BYTES);
    private final UnsafeBuffer view = new UnsafeBuffer(memory);

    /** Room for so many bytes; what was in it before is lost. */
    UnsafeBuffer room(int bytes) {
        if (bytes > memory.capacity()) {
            renew(Math.max(bytes, (int) Math.min(2L * memory.capacity(), LARGEST_KEPT_BYTES)));
        }
        return view;
    }

    /** The room that was asked for last is no longer needed. */
    void done() {
        if (memory.capacity() > LARGEST_KEPT_BYTES) {
            renew(SMALLEST_BYTES);
        }
    }

    private void renew(int bytes) {
        ByteBuffer next = ByteBuffer.allocateDirect(bytes);
        view.wrap(next);
        BufferUtil.free(memory);
        memory = next;
    }

    @Override
    public void close() {
        view.wrap(0, 0);
        BufferUtil.free(memory);
    }
}
