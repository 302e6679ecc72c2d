package io.ebbcache.store.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.segment.Location;
import org.junit.jupiter.api.Test;

class SegmentExpiryTest {

    private final SegmentExpiry expiry = new SegmentExpiry(4);

    private static long location(int generation, int segment) {
        return (long) generation << Location.PLACE_BITS | (long) segment << 18 | 1;
    }

    @Test
    void shouldBeOverWithTheLastItem() {
        expiry.include(location(9, 2), 50);
        expiry.include(location(9, 2), 70);
        expiry.include(location(9, 2), 60);
        assertThat(expiry.isOver(location(9, 2), 69)).isFalse();
        assertThat(expiry.isOver(location(9, 2), 70)).isTrue();
        assertThat(expiry.isOver(location(9, 3), 70)).isFalse();
    }

    @Test
    void shouldNotBeOverWithAnItemThatNeverExpires() {
        expiry.include(location(200, 2), 50);
        expiry.include(location(200, 2), StoreClock.NEVER);
        expiry.include(location(200, 2), 60);
        assertThat(expiry.isOver(location(200, 2), Long.MAX_VALUE >>> 8)).isFalse();
    }

    @Test
    void shouldSpeakOfOneGenerationOnly() {
        expiry.include(location(9, 2), 50);
        assertThat(expiry.isOver(location(10, 2), 60)).isFalse();
        expiry.include(location(10, 2), 40);
        assertThat(expiry.isOver(location(10, 2), 40)).isTrue();
        assertThat(expiry.isOver(location(9, 2), 60)).isFalse();
    }
}
