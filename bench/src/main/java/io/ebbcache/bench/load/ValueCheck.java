package io.ebbcache.bench.load;

import org.agrona.DirectBuffer;

/** Checks a value while it arrives in pieces of any length. */
final class ValueCheck {
    private long key;
    private int length;
    private int offset;
    private long first;
    private long base;
    private boolean right;

    /** A value begins. */
    void begin(long itsKey, int itsLength) {
        key = itsKey;
        length = itsLength;
        offset = 0;
        first = 0;
        right = true;
        if (itsLength < ValueContent.WORD) {
            first = ValueContent.first(itsKey, 0);
        }
    }

    /** Its next bytes. */
    void bytes(DirectBuffer buffer, int from, int count) {
        int at = from;
        int end = from + count;
        while (at < end) {
            boolean wholeWord = offset % ValueContent.WORD == 0 && end - at >= ValueContent.WORD;
            if (offset < ValueContent.WORD && length >= ValueContent.WORD) {
                at += wholeWord ? firstWord(buffer.getLong(at)) : firstByte(buffer.getByte(at));
            } else if (wholeWord) {
                at += words(buffer, at, (end - at) / ValueContent.WORD);
            } else {
                long word = ValueContent.word(first, base, offset / ValueContent.WORD);
                right &= buffer.getByte(at++) == ValueContent.byteOf(word, offset++);
            }
        }
    }

    /** Whether all of the value was there and was right. */
    boolean isRight() {
        return right && offset == length;
    }

    private int firstWord(long word) {
        first = word;
        base = ValueContent.base(key, ValueContent.version(key, word));
        offset = ValueContent.WORD;
        return ValueContent.WORD;
    }

    /** The word that tells the version is itself in pieces. */
    private int firstByte(byte piece) {
        first |= (piece & 0xffL) << ValueContent.shift(offset);
        offset++;
        if (offset == ValueContent.WORD) {
            base = ValueContent.base(key, ValueContent.version(key, first));
        }
        return 1;
    }

    private int words(DirectBuffer buffer, int at, int count) {
        int word = offset / ValueContent.WORD;
        long difference = 0;
        for (int i = 0; i < count; i++) {
            difference |= buffer.getLong(at + i * ValueContent.WORD) ^ ValueContent.word(first, base, word + i);
        }
        right &= difference == 0;
        offset += count * ValueContent.WORD;
        return count * ValueContent.WORD;
    }
}
