package io.ebbcache.bench.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BalanceTest {

    @Test
    void shouldTellSharesByTheMean() {
        DrawnKeys keys = new DrawnKeys(new int[4], new double[] {0.5, 0.25, 0.15, 0.1});

        Balance balance = Balance.of(keys, new int[] {1, 0, 0, 0}, 2);

        assertThat(balance.mostKeys()).isEqualTo(1.5);
        assertThat(balance.fewestKeys()).isEqualTo(0.5);
        assertThat(balance.mostLoad()).isCloseTo(1, within(1e-9));
        assertThat(balance.leastLoad()).isCloseTo(1, within(1e-9));
        assertThat(balance.hottestKey()).isEqualTo(1);
    }

    @Test
    void shouldDrawLoadsAsZipfDoes() {
        DrawnKeys keys = DrawnKeys.draw(new SplittableRandom(1), 1000);

        double sum = 0;
        for (int key = 0; key < keys.count(); key++) {
            sum += keys.load(key);
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(keys.load(0) / keys.load(99)).isCloseTo(Math.pow(100, 0.99), within(1e-6));
    }
}
