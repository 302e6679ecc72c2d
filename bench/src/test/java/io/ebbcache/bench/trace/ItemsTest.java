package io.ebbcache.bench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemsTest {

    private static final int MIB = 1 << 20;

    @Test
    void shouldCountKeyValueAndOverhead() {
        Items items = TestTraces.fixed(TestTraces.letters("abca"), 100);

        assertThat(items.count()).isEqualTo(3);
        assertThat(items.bytes(0)).isEqualTo(1 + 100 + 50);
        assertThat(items.workingSetBytes()).isEqualTo(3 * 151);
    }

    @Test
    void shouldGiveAKeyTheSameSizeInEveryTrace() {
        Trace one = TestTraces.letters("abc");
        Trace other = TestTraces.letters("cxxb");

        assertThat(ValueSizes.mixed(one, 1024).bytes(2))
                .isEqualTo(ValueSizes.mixed(other, 1024).bytes(0));
        assertThat(ValueSizes.mixed(one, 1024).bytes(1))
                .isEqualTo(ValueSizes.mixed(other, 1024).bytes(2));
    }

    /** Published figures hang on these sizes. */
    @Test
    void shouldNotChangeTheRuleOfSizesUnnoticed() {
        ValueSizes sizes = ValueSizes.mixed(TestTraces.letters("abcde"), 1024);

        assertThat(IntStream.range(0, 5).map(sizes::bytes)).containsExactly(322, 162, 899, 1283, 469);
        assertThat(sizes.rule()).contains("log-uniform", "mean 1024 bytes");
    }

    @Test
    void shouldMixSizesOverFiveDoublings() {
        Trace trace = TestTraces.zipf(20_000, 200_000, 5);
        int mean = 10_000;
        ValueSizes sizes = ValueSizes.mixed(trace, mean);

        int[] all = IntStream.range(0, trace.items()).map(sizes::bytes).sorted().toArray();
        assertThat(IntStream.of(all).average().orElseThrow()).isCloseTo(mean, within(0.03 * mean));
        assertThat((double) all[all.length - 1] / all[0]).isCloseTo(32, within(0.5));
        // half of them below the middle doubling
        assertThat((double) all[all.length / 2] / all[0]).isCloseTo(Math.pow(2, 2.5), within(0.3));
    }

    @Test
    void shouldScaleAsMuchAsNeeded() {
        Trace trace = TestTraces.zipf(1000, 20_000, 11);
        ValueSizes sizes = ValueSizes.mixed(trace, 1024);

        int scale = Items.scaleFor(trace, sizes, 1.0 / 64, 64L * MIB);

        assertThat(new Items(trace, sizes, scale).workingSetBytes() / 64).isGreaterThanOrEqualTo(64L * MIB);
        assertThat(new Items(trace, sizes, scale - 1).workingSetBytes() / 64).isLessThan(64L * MIB);
        assertThat(Items.scaleFor(trace, sizes, 1, 1)).isEqualTo(1);
    }

    @Test
    void shouldRefuseItemsThatNoStoreTakes() {
        Trace trace = TestTraces.letters("a");

        assertThatThrownBy(() -> new Items(trace, ValueSizes.fixed(trace, 1000), 2_000_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1/64, 1024, 16",
        "1/4, 1024, 256",
        "0.5, 1024, 512",
        "1, 1024, 1024",
        "64m, 1024, 64",
        "1/64, 1, 2",
        "1g, 5, 1024",
        "1/3, 100, 34"
    })
    void shouldGiveWholeUnitsOfMemory(String size, long workingSetMib, long expectedMib) {
        assertThat(MemorySize.parse(size).bytesOf(workingSetMib * MIB)).isEqualTo(expectedMib * MIB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "5/4", "0/3", "1/0", "-1", "64q", "0.0"})
    void shouldRefuseWhatIsNoMemorySize(String text) {
        assertThatThrownBy(() -> MemorySize.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
