package io.ebbcache.region.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtentsTest {

    @Test
    void shouldKeepPartsInOrder() {
        try (Extents extents = new Extents(10 << 20)) {
            assertThat(extents.count()).isZero();
            extents.add(Long.MAX_VALUE, 8, 100);
            extents.add(5, SegmentLayout.SEGMENT_BYTES - 8, Integer.MAX_VALUE);
            assertThat(extents.count()).isEqualTo(2);
            assertThat(extents.bytes()).isEqualTo(2 * Extents.ENTRY_BYTES);
            assertThat(extents.tag(0)).isEqualTo(Long.MAX_VALUE);
            assertThat(extents.position(0)).isEqualTo(8);
            assertThat(extents.length(0)).isEqualTo(100);
            assertThat(extents.tag(1)).isEqualTo(5);
            assertThat(extents.position(1)).isEqualTo(SegmentLayout.SEGMENT_BYTES - 8);
            assertThat(extents.length(1)).isEqualTo(Integer.MAX_VALUE);
            extents.clear();
            assertThat(extents.count()).isZero();
        }
    }

    @Test
    void shouldBeTheSameAfterACopyOfItsBytes() {
        try (Extents extents = new Extents(10 << 20);
                Extents copy = new Extents(10 << 20)) {
            extents.add(1, 8, 100);
            extents.add(2, 16, 200);
            UnsafeApi.copyMemory(extents.address(), copy.address(), extents.bytes());
            copy.loaded(extents.count());
            assertThat(copy.count()).isEqualTo(2);
            assertThat(copy.tag(1)).isEqualTo(2);
            assertThat(copy.position(1)).isEqualTo(16);
            assertThat(copy.length(1)).isEqualTo(200);
        }
    }

    /** At worst a value begins in the last 8 bytes of a segment. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                8,
                9,
                SegmentLayout.PAYLOAD_BYTES - 1,
                SegmentLayout.PAYLOAD_BYTES,
                SegmentLayout.PAYLOAD_BYTES + 8,
                SegmentLayout.PAYLOAD_BYTES + 9,
                10 << 20,
                1 << 30
            })
    void shouldHaveRoomForThePartsOfTheLongestValue(int length) {
        int afterTheFirst = Math.max(0, length - 8);
        int parts = 1 + (int) ((afterTheFirst + SegmentLayout.PAYLOAD_BYTES - 1L) / SegmentLayout.PAYLOAD_BYTES);
        try (Extents extents = new Extents(length)) {
            assertThat(extents.capacity()).isGreaterThanOrEqualTo(parts);
            for (int part = 0; part < extents.capacity(); part++) {
                extents.add(part, 8, 8);
            }
            assertThatThrownBy(() -> extents.add(1, 8, 8)).isInstanceOf(IllegalStateException.class);
        }
    }
}
