package io.ebbcache.client.wire;

import io.ebbcache.client.operation.Keys;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.UnsupportedRequestException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Writes requests in one protocol. It has a line of its own: for one thread. */
public interface RequestEncoder {

    /** The longest line without its key, with room to spare: two bytes of its name and some twenty for each of four numbers. */
    int LINE_MOST_BYTES = 128;

    /**
     * Writes a request, its value included.
     *
     * @param opaque not negative; protocols that have such a thing bring it back in the reply
     * @throws UnsupportedRequestException if this protocol does not have this request; then nothing is written
     */
    void encode(Request request, int opaque, ByteBuf out);

    /** At least as many bytes as the request takes. */
    static int mostBytes(Request request) {
        byte @Nullable [] value = request.value();
        byte @Nullable [] line = request.line();
        int lineBytes = LINE_MOST_BYTES + (line == null ? 2 * request.key().length : line.length);
        return lineBytes + (value == null ? 0 : value.length);
    }

    /** Refuses keys that no protocol has. */
    static void checkLength(byte[] key) {
        if (key.length == 0 || key.length > Keys.MAX_BYTES) {
            throw new UnsupportedRequestException(
                    "a key has 1 to " + Keys.MAX_BYTES + " bytes, this one has " + key.length);
        }
    }
}
