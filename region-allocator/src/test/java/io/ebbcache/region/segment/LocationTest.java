package io.ebbcache.region.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.page.PageLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LocationTest {

    private static final int LAST_POSITION = SegmentLayout.SEGMENT_BYTES - PageLayout.ALIGNMENT;

    private static void assertUnpacks(int generation, int segment, int position, String seed) {
        long location = Location.of(generation, segment, position);
        assertThat(Location.generation(location)).as(seed).isEqualTo(generation & 0xFF);
        assertThat(Location.segment(location)).as(seed).isEqualTo(segment);
        assertThat(Location.position(location)).as(seed).isEqualTo(position);
        assertThat(location).as(seed).isNotEqualTo(Location.NONE).isBetween(1L, (1L << 46) - 1);
    }

    @Test
    void shouldUnpackWhatWasPacked() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            int position = random.nextInt(1, SegmentLayout.SEGMENT_BYTES / PageLayout.ALIGNMENT) * PageLayout.ALIGNMENT;
            assertUnpacks(random.nextInt(), random.nextInt(Location.MAX_SEGMENTS), position, "seed " + seed);
        }
    }

    @Test
    void shouldHoldTheExtremes() {
        for (int generation : new int[] {0, 1, 255, 256, -1}) {
            for (int segment : new int[] {0, 1, Location.MAX_SEGMENTS - 1}) {
                for (int position : new int[] {PageLayout.firstPosition(0), LAST_POSITION}) {
                    assertUnpacks(generation, segment, position, "extremes");
                }
            }
        }
    }

    @Test
    void shouldFillTheBitsItSays() {
        long all = Location.of(-1, Location.MAX_SEGMENTS - 1, LAST_POSITION);
        assertThat(all).isEqualTo((1L << (Location.PLACE_BITS + Location.GENERATION_BITS)) - 1);
    }

    @Test
    void shouldMoveWithinASegment() {
        long location = Location.of(0xFE, Location.MAX_SEGMENTS - 1, 2_000_000);
        assertThat(Location.at(location, 8)).isEqualTo(Location.of(0xFE, Location.MAX_SEGMENTS - 1, 8));
        assertThat(Location.at(location, 2_097_144)).isEqualTo(Location.of(0xFE, Location.MAX_SEGMENTS - 1, 2_097_144));
    }
}
