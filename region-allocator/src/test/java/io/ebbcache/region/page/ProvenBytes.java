package io.ebbcache.region.page;

import org.agrona.UnsafeApi;

/**
 * A value whose bytes prove themselves: each follows from the value's key, its version and the byte's offset, so one
 * that is torn, shifted, zeroed or another value's is found.
 *
 * @param key whose value it is
 * @param version which of its values
 */
public record ProvenBytes(long key, long version) implements PageSource {

    /** Every byte is right. */
    public static final int NONE = -1;

    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    @Override
    public void copyTo(int offset, long address, int length) {
        long seed = seed();
        int at = 0;
        for (; at < length && (offset + at) % Long.BYTES != 0; at++) {
            UnsafeApi.putByte(address + at, byteAt(seed, offset + at));
        }
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            UnsafeApi.putLong(address + at, word(seed, (offset + at) / Long.BYTES));
        }
        for (; at < length; at++) {
            UnsafeApi.putByte(address + at, byteAt(seed, offset + at));
        }
    }

    /**
     * Compares memory with this value from {@code offset} on.
     *
     * @return offset within the value of the first byte (or word of 8) that is wrong, or {@link #NONE}
     */
    public int firstWrong(int offset, long address, int length) {
        long seed = seed();
        int at = 0;
        for (; at < length && (offset + at) % Long.BYTES != 0; at++) {
            if (UnsafeApi.getByte(address + at) != byteAt(seed, offset + at)) {
                return offset + at;
            }
        }
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            if (UnsafeApi.getLong(address + at) != word(seed, (offset + at) / Long.BYTES)) {
                return offset + at;
            }
        }
        for (; at < length; at++) {
            if (UnsafeApi.getByte(address + at) != byteAt(seed, offset + at)) {
                return offset + at;
            }
        }
        return NONE;
    }

    private long seed() {
        return mixed(mixed(key) + version * GOLDEN);
    }

    private static long word(long seed, int index) {
        return mixed(seed + index * GOLDEN);
    }

    private static byte byteAt(long seed, int offset) {
        return (byte) (word(seed, offset / Long.BYTES) >>> (offset % Long.BYTES * Byte.SIZE));
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
