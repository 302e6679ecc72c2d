package io.ebbcache.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HitRatiosTest {
    private static final double BEFORE = 0.9;

    @Test
    void shouldTellTheLowestSecond() {
        assertThat(HitRatios.lowest(seconds(90, 40, 80))).isEqualTo(0.4);
        assertThat(HitRatios.of(seconds(90, 40, 80))).isEqualTo(0.7);
        assertThat(HitRatios.lowest(List.of(Second.EMPTY)))
                .as("nothing was answered")
                .isZero();
    }

    @Test
    void shouldTellWhenItWasBack() {
        assertThat(HitRatios.secondsUntilBack(seconds(85, 40, 60, 87, 88, 90), BEFORE))
                .isEqualTo(4);
    }

    @Test
    void shouldNotTakeOneGoodSecondForBack() {
        assertThat(HitRatios.secondsUntilBack(seconds(40, 90, 60, 70, 90, 90), BEFORE))
                .isEqualTo(4);
        assertThat(HitRatios.secondsUntilBack(seconds(40, 60, 90), BEFORE)).isNull();
    }

    @Test
    void shouldTellThatItNeverFell() {
        assertThat(HitRatios.secondsUntilBack(seconds(90, 89, 91), BEFORE)).isZero();
    }

    private static List<Second> seconds(int... percents) {
        return Arrays.stream(percents)
                .mapToObj(each -> new Second(each, 100 - each, 0, 0))
                .toList();
    }
}
