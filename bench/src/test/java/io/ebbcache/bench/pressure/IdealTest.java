package io.ebbcache.bench.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ebbcache.bench.load.KeyDistribution;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdealTest {
    private static final int KEYS = 10_000;
    private static final double THETA = 0.99;
    private static final int ITEM_BYTES = 100;
    private static final int DRAWS = 200_000;

    private final Ideal ideal = new Ideal(KEYS, THETA, ITEM_BYTES);

    @Test
    void shouldCountWholeItemsOnly() {
        assertThat(ideal.hitRatio(ITEM_BYTES - 1)).isZero();
        assertThat(ideal.hitRatio(ITEM_BYTES)).isPositive().isEqualTo(ideal.hitRatio(2 * ITEM_BYTES - 1));
    }

    @Test
    void shouldBeOneWhereAllFitsAndMore() {
        assertThat(ideal.hitRatio((long) KEYS * ITEM_BYTES)).isEqualTo(1);
        assertThat(ideal.hitRatio(Long.MAX_VALUE)).isEqualTo(1);
    }

    @Test
    void shouldBeWhatTheLoadDraws() {
        PopularLast keys = new PopularLast(KeyDistribution.parse("zipf:" + THETA, KEYS));
        int popular = KEYS / 10;
        SplittableRandom random = new SplittableRandom(7);
        int hits = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            hits += keys.next(random) >= KEYS - popular ? 1 : 0;
        }

        assertThat((double) hits / DRAWS).isCloseTo(ideal.hitRatio((long) popular * ITEM_BYTES), within(0.01));
    }
}
