package io.ebbcache.client.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A line that is being written. It is put together in an array, which the JIT is better at than at buffers, and copied once. */
final class LineWriter {

    static final int MOST_BYTES = 1024;

    private static final byte[] LINE_END = {'\r', '\n'};

    private final byte[] bytes = new byte[MOST_BYTES];
    private int length;

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Forgets what was written before. */
    LineWriter begin(byte[] text) {
        length = 0;
        return text(text);
    }

    LineWriter text(byte[] text) {
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    LineWriter base64(byte[] key) {
        return text(Base64.getEncoder().encode(key));
    }

    /** All 64 bits count. */
    LineWriter unsigned(long number) {
        if (number < 0) {
            long tens = Long.divideUnsigned(number, 10);
            unsigned(tens);
            bytes[length++] = (byte) ('0' + (number - tens * 10));
            return this;
        }
        int end = length + digits(number);
        int at = end;
        long rest = number;
        do {
            long tens = rest / 10;
            bytes[--at] = (byte) ('0' + (rest - tens * 10));
            rest = tens;
        } while (rest != 0);
        length = end;
        return this;
    }

    /** Servers read it into 32 bits with a sign; one from beyond would wrap around, and the item would be gone at once. */
    LineWriter expiry(long expiry) {
        if (expiry < 0) {
            bytes[length++] = '-';
            bytes[length++] = '1';
            return this;
        }
        return unsigned(Math.min(expiry, Integer.MAX_VALUE));
    }

    /** Ends the line without a value. */
    void end(ByteBuf out) {
        text(LINE_END);
        out.writeBytes(bytes, 0, length);
    }

    /** Ends the line, and writes the value. */
    void end(byte @Nullable [] value, ByteBuf out) {
        end(out);
        if (value != null) {
            out.writeBytes(value);
        }
        out.writeBytes(LINE_END);
    }

    private static int digits(long number) {
        int digits = 1;
        for (long most = 10; digits < 19 && number >= most; most *= 10) {
            digits++;
        }
        return digits;
    }
}
