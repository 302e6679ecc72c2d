package io.ebbcache.server.command;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A key as URLs have it: in lines that list keys, any byte may be part of one. */
public final class UriKey {

    /** The most bytes that a key takes. */
    public static final int MAX_BYTES = 3 * Commands.MAX_KEY_LENGTH;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final String UNRESERVED = "-._~";

    private UriKey() {}

    /** Writes a key, and returns where it ends. */
    public static int write(DirectBuffer key, int offset, int length, MutableDirectBuffer target, int at) {
        int to = at;
        for (int from = offset; from < offset + length; from++) {
            byte value = key.getByte(from);
            if (isUnreserved(value)) {
                target.putByte(to++, value);
            } else {
                target.putByte(to++, (byte) '%');
                target.putByte(to++, HEX[(value & 0xf0) >> 4]);
                target.putByte(to++, HEX[value & 0x0f]);
            }
        }
        return to;
    }

    /** A key on its own. */
    public static String text(DirectBuffer key) {
        MutableDirectBuffer text = new UnsafeBuffer(new byte[MAX_BYTES]);
        int end = write(key, 0, key.capacity(), text, 0);
        return text.getStringWithoutLengthAscii(0, end);
    }

    private static boolean isUnreserved(byte value) {
        boolean letter = (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z');
        boolean digit = value >= '0' && value <= '9';
        return letter || digit || UNRESERVED.indexOf(value) >= 0;
    }
}
