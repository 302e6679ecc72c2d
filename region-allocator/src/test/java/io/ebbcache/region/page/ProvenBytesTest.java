package io.ebbcache.region.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class ProvenBytesTest {

    private static final int BYTES = 100;

    private final ProvenBytes value = new ProvenBytes(7, 3);

    @Test
    void shouldFindNothingWrongInAnyPieceOfItself() {
        try (OffHeap memory = new OffHeap(BYTES)) {
            for (int offset = 0; offset < BYTES; offset++) {
                for (int length = 0; offset + length <= BYTES; length++) {
                    value.copyTo(offset, memory.address(), length);
                    assertThat(value.firstWrong(offset, memory.address(), length))
                            .isEqualTo(ProvenBytes.NONE);
                }
            }
        }
    }

    @Test
    void shouldBeTheSameHoweverItIsCutUp() {
        try (OffHeap memory = new OffHeap(BYTES)) {
            for (int piece = 1; piece < 20; piece++) {
                for (int offset = 0; offset < BYTES; offset += piece) {
                    value.copyTo(offset, memory.address() + offset, Math.min(piece, BYTES - offset));
                }
                assertThat(value.firstWrong(0, memory.address(), BYTES)).isEqualTo(ProvenBytes.NONE);
            }
        }
    }

    @Test
    void shouldFindEveryByteThatIsWrong() {
        try (OffHeap memory = new OffHeap(BYTES)) {
            value.copyTo(0, memory.address(), BYTES);
            for (int wrong = 0; wrong < BYTES; wrong++) {
                byte right = UnsafeApi.getByte(memory.address() + wrong);
                UnsafeApi.putByte(memory.address() + wrong, (byte) (right + 1));
                assertThat(value.firstWrong(0, memory.address(), BYTES)).isBetween(wrong - 7, wrong);
                UnsafeApi.putByte(memory.address() + wrong, right);
            }
        }
    }

    @Test
    void shouldTellOtherValuesShiftedBytesAndZerosApart() {
        try (OffHeap memory = new OffHeap(BYTES)) {
            assertThat(value.firstWrong(0, memory.address(), BYTES)).isZero();
            value.copyTo(0, memory.address(), BYTES);
            assertThat(new ProvenBytes(7, 4).firstWrong(0, memory.address(), BYTES))
                    .isZero();
            assertThat(new ProvenBytes(8, 3).firstWrong(0, memory.address(), BYTES))
                    .isZero();
            assertThat(value.firstWrong(8, memory.address(), BYTES - 8)).isEqualTo(8);
        }
    }
}
