package io.ebbcache.store.item;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The CRC32C of a value, which the JVM computes with the processor's own instruction, but only over its own buffers: the bytes go
 * through a small one that stays in the nearest cache. Used by one thread.
 */
final class ValueChecksum {

    /** Bytes of a checksum. */
    static final int BYTES = Integer.BYTES;

    private static final int CHUNK_BYTES = 4096;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
    private final long chunkAddress = new UnsafeBuffer(chunk).addressOffset();

    /** Begins with a value. */
    void reset() {
        crc.reset();
    }

    /** The next bytes of the value. */
    void update(long address, int length) {
        int done = 0;
        while (done < length) {
            int run = Math.min(length - done, CHUNK_BYTES);
            UnsafeApi.copyMemory(address + done, chunkAddress, run);
            crc.update(chunk.limit(run).position(0));
            done += run;
        }
    }

    int value() {
        return (int) crc.getValue();
    }
}
