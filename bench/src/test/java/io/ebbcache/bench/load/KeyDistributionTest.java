package io.ebbcache.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDistributionTest {
    private static final int DRAWS = 1_000_000;
    private static final int KEYS = 1_000;
    private static final long SEED = 42;

    @Test
    void shouldDrawEachKeyEquallyOften() {
        long[] counts = draw(KeyDistribution.parse("uniform", KEYS));
        double expected = (double) DRAWS / KEYS;
        assertThat(LongStream.of(counts)).allMatch(count -> Math.abs(count - expected) < expected / 5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.99, 1.2})
    void shouldDrawKeysByTheirRank(double theta) {
        long[] counts = draw(KeyDistribution.parse("zipf:" + theta, KEYS));
        double sum = 0;
        for (int key = 0; key < KEYS; key++) {
            sum += Math.pow(key + 1, -theta);
        }
        double chiSquare = 0;
        for (int key = 0; key < KEYS; key++) {
            double expected = DRAWS * Math.pow(key + 1, -theta) / sum;
            chiSquare += (counts[key] - expected) * (counts[key] - expected) / expected;
        }
        // with 999 degrees of freedom the mean is 999, and more than 1200 comes once in 100,000 times
        assertThat(chiSquare).isBetween(800.0, 1_200.0);
    }

    @Test
    void shouldPreferTheHotSet() {
        long[] counts = draw(KeyDistribution.parse("hotset:0.1/0.9", KEYS));
        long hot = 0;
        for (int key = 0; key < KEYS / 10; key++) {
            hot += counts[key];
        }
        assertThat(hot / (double) DRAWS).isCloseTo(0.9, within(0.005));
        assertThat(counts).doesNotContain(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "zipf", "zipf:", "zipf:x", "zipf:0", "hotset:0.1", "hotset:0/1", "hotset:2/0.5", "normal"})
    void shouldRefuseWhatIsNoDistribution(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyDistribution.parse(text, KEYS));
    }

    private static long[] draw(KeyDistribution distribution) {
        SplittableRandom random = new SplittableRandom(SEED);
        long[] counts = new long[KEYS];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) distribution.next(random)]++;
        }
        return counts;
    }
}
