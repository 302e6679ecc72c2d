package io.ebbcache.deploy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * A value that tells whose it is and whether it is whole.
 *
 * <pre>
 *   0            16                                  1016        1024
 *   | key, ASCII | random bytes, seed = key's number | CRC-32C   |
 * </pre>
 */
final class TestValue {
    static final int BYTES = 1024;

    private static final int KEY_BYTES = 16;
    private static final int SUM_OFFSET = BYTES - Long.BYTES;

    private TestValue() {}

    /** The key of a number: always 16 letters and digits. */
    static String key(int number) {
        return "pressure" + Integer.toString(100_000_000 + number).substring(1);
    }

    static byte[] of(int number) {
        ByteBuffer value = ByteBuffer.allocate(BYTES).put(key(number).getBytes(StandardCharsets.US_ASCII));
        SplittableRandom random = new SplittableRandom(number);
        while (value.position() < SUM_OFFSET) {
            value.putLong(random.nextLong());
        }
        return value.putLong(sum(value.array())).array();
    }

    /** Whether these are all the bytes that were stored under this key, and no others. */
    static boolean isRight(String key, byte[] value) {
        return value.length == BYTES
                && new String(value, 0, KEY_BYTES, StandardCharsets.US_ASCII).equals(key)
                && ByteBuffer.wrap(value).getLong(SUM_OFFSET) == sum(value);
    }

    private static long sum(byte[] value) {
        CRC32C sum = new CRC32C();
        sum.update(value, 0, SUM_OFFSET);
        return sum.getValue();
    }
}
