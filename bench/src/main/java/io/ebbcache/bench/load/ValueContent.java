package io.ebbcache.bench.load;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/**
 * What the generator stores: bytes that prove their key and version. The first eight hold the version, masked with a hash of
 * the key; all that follow are a sequence that begins at a hash of both. A byte of another key, of another version, from
 * another place in the value, or a page of zeros does not fit. Values of less than eight bytes have no version.
 */
public final class ValueContent {
    /** Values of fewer bytes have no version. */
    public static final int WORD = Long.BYTES;

    private static final long STEP = 0x9e3779b97f4a7c15L;

    private ValueContent() {}

    /** Writes a value. */
    public static void write(MutableDirectBuffer buffer, int at, int length, long key, long version) {
        long ownVersion = length < WORD ? 0 : version;
        long first = first(key, ownVersion);
        long base = base(key, ownVersion);
        int words = length / WORD;
        if (words > 0) {
            buffer.putLong(at, first);
        }
        for (int word = 1; word < words; word++) {
            buffer.putLong(at + word * WORD, base + word * STEP);
        }
        for (int offset = words * WORD; offset < length; offset++) {
            buffer.putByte(at + offset, byteOf(word(first, base, words), offset));
        }
    }

    /** The version that a value's first word tells, if it is a value of this key. */
    public static long version(long key, long firstWord) {
        return firstWord ^ mix(key);
    }

    static long first(long key, long version) {
        return version ^ mix(key);
    }

    /** Where the sequence of a key and version begins. */
    static long base(long key, long version) {
        return mix(mix(key) + version);
    }

    static long word(long first, long base, int word) {
        return word == 0 ? first : base + word * STEP;
    }

    /** A byte of a word, in the order in which the words are written. */
    static byte byteOf(long word, int offset) {
        return (byte) (word >>> shift(offset));
    }

    /** Where in its word a byte lies, in bits: words are written in the machine's own order. */
    static int shift(int offset) {
        int place = offset % WORD;
        return Byte.SIZE * (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? place : WORD - 1 - place);
    }

    /** The finalizer of SplitMix64: neighbours become strangers. */
    static long mix(long value) {
        long mixed = value + STEP;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
