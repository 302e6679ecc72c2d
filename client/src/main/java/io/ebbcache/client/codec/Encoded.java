package io.ebbcache.client.codec;

/**
 * A value as it is stored.
 *
 * @param flags stored beside it; they tell how to read the bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record Encoded(int flags, byte[] bytes) {}
