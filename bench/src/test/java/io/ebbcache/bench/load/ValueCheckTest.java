package io.ebbcache.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCheckTest {
    private static final long KEY = 123_456;
    private static final long VERSION = 77L << 40 | 5;
    private static final int AT = 3; // no value begins at a word's place by right

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 100, 1_000, 4_101})
    void shouldBelieveWhatWasWritten(int length) {
        UnsafeBuffer value = value(KEY, VERSION, length);
        for (int piece = 1; piece <= Math.max(1, Math.min(length, 40)); piece++) {
            assertThat(isRight(value, KEY, length, piece))
                    .as("in pieces of " + piece)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 31, 100})
    void shouldNoticeEveryChangedByte(int length) {
        for (int changed = 0; changed < length; changed++) {
            UnsafeBuffer value = value(KEY, VERSION, length);
            value.putByte(AT + changed, (byte) (value.getByte(AT + changed) ^ 0x40));
            if (length == ValueContent.WORD) {
                continue; // it holds a version and nothing else, so any one will do
            }
            for (int piece : new int[] {1, 5, 8, length}) {
                assertThat(isRight(value, KEY, length, piece))
                        .as("byte " + changed)
                        .isFalse();
            }
        }
    }

    @Test
    void shouldNoticeAnotherKey() {
        assertThat(isRight(value(KEY + 1, VERSION, 100), KEY, 100, 100)).isFalse();
    }

    @Test
    void shouldNoticeTwoVersionsInOneValue() {
        UnsafeBuffer value = value(KEY, VERSION, 100);
        value.putBytes(AT + 40, value(KEY, VERSION + 1, 100), AT + 40, 60);
        assertThat(isRight(value, KEY, 100, 100)).isFalse();
    }

    @Test
    void shouldNoticeZeros() {
        UnsafeBuffer value = value(KEY, VERSION, 8_192);
        value.setMemory(AT + 4_096, 4_096, (byte) 0);
        assertThat(isRight(value, KEY, 8_192, 1_000)).isFalse();
        assertThat(isRight(new UnsafeBuffer(new byte[AT + 100]), KEY, 100, 100)).isFalse();
    }

    @Test
    void shouldNoticeShiftedBytes() {
        UnsafeBuffer value = value(KEY, VERSION, 108);
        value.putBytes(AT + 8, value(KEY, VERSION, 108), AT + 16, 92);
        assertThat(isRight(value, KEY, 100, 100)).isFalse();
    }

    @Test
    void shouldNoticeMissingBytes() {
        ValueCheck check = new ValueCheck();
        check.begin(KEY, 100);
        check.bytes(value(KEY, VERSION, 100), AT, 99);
        assertThat(check.isRight()).isFalse();
    }

    private static UnsafeBuffer value(long key, long version, int length) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[AT + length]);
        ValueContent.write(buffer, AT, length, key, version);
        return buffer;
    }

    private static boolean isRight(UnsafeBuffer value, long key, int length, int piece) {
        ValueCheck check = new ValueCheck();
        check.begin(key, length);
        for (int offset = 0; offset < length; offset += piece) {
            check.bytes(value, AT + offset, Math.min(piece, length - offset));
        }
        return check.isRight();
    }
}
