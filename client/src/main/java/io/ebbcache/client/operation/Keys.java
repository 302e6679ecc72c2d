package io.ebbcache.client.operation;

import java.nio.charset.StandardCharsets;

/** What a key may be. */
public final class Keys {

    /** The longest key that memcached takes. */
    public static final int MAX_BYTES = 250;

    private Keys() {}

    /**
     * The bytes of a key, in UTF-8.
     *
     * @throws IllegalArgumentException if it is empty or longer than {@link #MAX_BYTES}
     */
    public static byte[] encode(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + MAX_BYTES + " bytes, this one has " + bytes.length + ": " + key);
        }
        return bytes;
    }

    /** Whether a line of text can hold it as it is: no space, no control character. */
    public static boolean isPlain(byte[] key) {
        for (byte each : key) {
            if ((each & 0xff) <= ' ' || each == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
