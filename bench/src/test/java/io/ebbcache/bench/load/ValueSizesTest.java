package io.ebbcache.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueSizesTest {
    private static final int KEYS = 200_000;

    @Test
    void shouldReadSizesWithUnits() {
        assertThat(ValueSizes.parse("100").of(7)).isEqualTo(100);
        assertThat(ValueSizes.parse("16k").of(7)).isEqualTo(16_384);
        assertThat(ValueSizes.parse("1M").largest()).isEqualTo(1 << 20);
    }

    @Test
    void shouldMixSizesByWeight() {
        ValueSizes sizes = ValueSizes.parse("100:0.6,1k:0.3,16k:0.1");
        assertThat(shareOf(sizes, 100)).isCloseTo(0.6, within(0.01));
        assertThat(shareOf(sizes, 1_024)).isCloseTo(0.3, within(0.01));
        assertThat(shareOf(sizes, 16_384)).isCloseTo(0.1, within(0.01));
        assertThat(sizes.largest()).isEqualTo(16_384);
    }

    @Test
    void shouldGiveAKeyAlwaysTheSameSize() {
        ValueSizes sizes = ValueSizes.parse("web");
        assertThat(IntStream.range(0, 1_000))
                .allMatch(key -> sizes.of(key) == ValueSizes.parse("web").of(key));
    }

    @Test
    void shouldFollowThePublishedModelOfAWebCache() {
        ValueSizes web = ValueSizes.parse("web");
        int[] sizes = IntStream.range(0, KEYS).map(web::of).sorted().toArray();
        assertThat(sizes[KEYS / 2]).isBetween(160, 180);
        assertThat(sizes[KEYS / 10 * 9]).isBetween(730, 790);
        assertThat(sizes[KEYS / 100 * 99]).isBetween(2_300, 2_600);
        assertThat(sizes[0]).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "0", "100,", "100:x", "100:-1", "100:0", "4096m"})
    void shouldRefuseWhatIsNoSize(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ValueSizes.parse(text));
    }

    private static double shareOf(ValueSizes sizes, int bytes) {
        return IntStream.range(0, KEYS).filter(key -> sizes.of(key) == bytes).count() / (double) KEYS;
    }
}
