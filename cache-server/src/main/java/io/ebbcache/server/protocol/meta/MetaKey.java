package io.ebbcache.server.protocol.meta;

import static io.ebbcache.server.command.Commands.MAX_KEY_LENGTH;

import io.ebbcache.server.command.EmptyBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The key of a meta command: the bytes of its token where they lie, or what these say in base64. A flyweight. */
final class MetaKey {

    private static final int GROUP_CHARACTERS = 4;
    private static final int GROUP_BYTES = 3;
    private static final int CHARACTER_BITS = 6;
    private static final int LOW_BITS = 0x3f;
    private static final byte PADDING = '=';
    private static final byte[] VALUES = new byte[256];

    static {
        byte[] alphabet =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < alphabet.length; value++) {
            VALUES[alphabet[value]] = (byte) value;
        }
    }

    private final UnsafeBuffer decoded =
            new UnsafeBuffer(new byte[MAX_KEY_LENGTH / GROUP_CHARACTERS * GROUP_BYTES + GROUP_BYTES]);
    private DirectBuffer buffer = EmptyBuffer.INSTANCE;
    private int offset;
    private int length;

    /** Takes the token as it stands; at most {@link io.ebbcache.server.command.Commands#MAX_KEY_LENGTH} bytes. */
    void wrap(DirectBuffer line, int start, int tokenLength) {
        buffer = line;
        offset = start;
        length = tokenLength;
    }

    /** Takes what the token says in base64 instead; false if it is no base64. */
    boolean decode() {
        if (length == 0 || length % GROUP_CHARACTERS != 0) {
            return false;
        }
        int to = 0;
        for (int group = 0; group < length; group += GROUP_CHARACTERS) {
            int padding = group + GROUP_CHARACTERS == length ? padding() : 0;
            int bits = 0;
            for (int i = 0; i < GROUP_CHARACTERS; i++) {
                int value = i < GROUP_CHARACTERS - padding ? VALUES[buffer.getByte(offset + group + i) & 0xff] : 0;
                if (value < 0) {
                    return false;
                }
                bits = bits << CHARACTER_BITS | (value & LOW_BITS);
            }
            for (int i = 0; i < GROUP_BYTES - padding; i++) {
                decoded.putByte(to++, (byte) (bits >> ((GROUP_BYTES - 1 - i) * Byte.SIZE)));
            }
        }
        wrap(decoded, 0, to);
        return true;
    }

    private int padding() {
        if (buffer.getByte(offset + length - 1) != PADDING) {
            return 0;
        }
        return buffer.getByte(offset + length - 2) == PADDING ? 2 : 1;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }
}
