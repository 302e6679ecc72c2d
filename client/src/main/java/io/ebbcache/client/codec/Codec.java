package io.ebbcache.client.codec;

/** Makes bytes of values, and values of bytes. Safe for use by many threads. */
public interface Codec<V> {

    /** What is stored for this value. */
    Encoded encode(V value);

    /**
     * The value that was stored. Bytes come from a server: they may be anything.
     *
     * @throws CodecException if these bytes under these flags are no such value
     */
    V decode(int flags, byte[] bytes);

    /** Whether the bytes of two values, one behind the other, are a value: what append and prepend make. */
    default boolean canConcatenate() {
        return false;
    }
}
