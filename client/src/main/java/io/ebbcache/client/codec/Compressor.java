package io.ebbcache.client.codec;

/** Compresses, and restores what it compressed. Safe for use by many threads. */
interface Compressor {

    /** How many bytes {@link #compress} needs, at the most, to be tried on so many. */
    int room(int length);

    /**
     * Compresses all bytes.
     *
     * @param to from {@code offset} on has {@link #room}
     * @return how many bytes it made; negative if there are more than the room holds
     */
    int compress(byte[] from, byte[] to, int offset);

    /** Whether this many bytes can be made of those from {@code offset} on. Asked before there is an array for them. */
    boolean canRestore(byte[] from, int offset, int length);

    /**
     * Fills {@code to}.
     *
     * @throws CodecException if these bytes do not make exactly that many
     */
    void restore(byte[] from, int offset, byte[] to);
}
