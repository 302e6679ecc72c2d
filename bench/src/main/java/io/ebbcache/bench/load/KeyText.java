package io.ebbcache.bench.load;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Keys as they are sent: a prefix and twelve digits, so all have one length and are written without a search. */
final class KeyText {
    static final String PREFIX = "ebb:";
    static final int DIGITS = 12;
    static final int BYTES = PREFIX.length() + DIGITS;
    static final long MOST_KEYS = 1_000_000_000_000L;
    static final long NO_KEY = -1;

    private static final byte[] PREFIX_BYTES = PREFIX.getBytes(StandardCharsets.US_ASCII);
    private static final int GROUP = 10_000;
    private static final int GROUP_DIGITS = 4;

    /** Four digits each, in the order of a big-endian word. */
    private static final int[] FOUR_DIGITS = fourDigits();

    private KeyText() {}

    /** Writes a key; gives the place behind it. */
    static int put(MutableDirectBuffer buffer, int at, long key) {
        buffer.putBytes(at, PREFIX_BYTES);
        int digits = at + PREFIX_BYTES.length;
        long upper = key / GROUP;
        buffer.putInt(digits, FOUR_DIGITS[(int) (upper / GROUP)], ByteOrder.BIG_ENDIAN);
        buffer.putInt(digits + GROUP_DIGITS, FOUR_DIGITS[(int) (upper % GROUP)], ByteOrder.BIG_ENDIAN);
        buffer.putInt(digits + 2 * GROUP_DIGITS, FOUR_DIGITS[(int) (key % GROUP)], ByteOrder.BIG_ENDIAN);
        return at + BYTES;
    }

    /** Reads a key; {@link #NO_KEY} for what is none of ours. */
    static long parse(DirectBuffer buffer, int at) {
        for (int i = 0; i < PREFIX_BYTES.length; i++) {
            if (buffer.getByte(at + i) != PREFIX_BYTES[i]) {
                return NO_KEY;
            }
        }
        long key = 0;
        for (int i = PREFIX_BYTES.length; i < BYTES; i++) {
            int digit = buffer.getByte(at + i) - '0';
            if (digit < 0 || digit > 9) {
                return NO_KEY;
            }
            key = key * 10 + digit;
        }
        return key;
    }

    private static int[] fourDigits() {
        int[] groups = new int[GROUP];
        for (int number = 0; number < GROUP; number++) {
            int rest = number;
            for (int place = 0; place < GROUP_DIGITS; place++) {
                groups[number] |= ('0' + rest % 10) << (Byte.SIZE * place);
                rest /= 10;
            }
        }
        return groups;
    }
}
