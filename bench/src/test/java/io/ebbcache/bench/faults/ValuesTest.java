package io.ebbcache.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValuesTest {
    private final Values values = new Values(50);

    @Test
    void shouldProveKeyAndVersion() {
        assertThat(values.version(7, values.value(7, 12))).isEqualTo(12);
        assertThat(Values.key(7)).isEqualTo("faults:000007");
    }

    @Test
    void shouldSeeEachByteThatIsWrong() {
        byte[] value = values.value(7, 12);
        for (int i = 0; i < value.length; i++) {
            value[i] ^= 1;
            assertThat(values.version(7, value)).as("byte %d", i).isZero();
            value[i] ^= 1;
        }
    }

    @Test
    void shouldSeeValuesOfOtherKeysAndLengths() {
        assertThat(values.version(8, values.value(7, 12))).isZero();
        assertThat(values.version(7, new Values(49).value(7, 12))).isZero();
        assertThat(values.version(7, new byte[50])).isZero();
    }
}
