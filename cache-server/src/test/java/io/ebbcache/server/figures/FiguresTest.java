package io.ebbcache.server.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0 KiB", "512|0.5 KiB", "1048576|1 MiB", "25276510208|23.5 GiB", "5497558138880|5120 GiB"})
    void shouldShowBytes(long bytes, String expected) {
        assertThat(Figures.bytes(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "0.25|0.3", "9.4|9.4", "9.96|10.0", "10|10", "1234.5|1,235", "1940000|1,940,000"})
    void shouldShowRates(double rate, String expected) {
        assertThat(Figures.perSecond(rate)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|00:00:00", "61|00:01:01", "86399|23:59:59", "86400|1 d 00:00:00", "270184|3 d 03:03:04"})
    void shouldShowTimes(long seconds, String expected) {
        assertThat(Figures.seconds(seconds)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0.00 %", "0.5|50.00 %", "1|100.00 %"})
    void shouldShowParts(double part, String expected) {
        assertThat(Figures.percent(part)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "999|999", "1234567|1,234,567"})
    void shouldShowCounts(long count, String expected) {
        assertThat(Figures.count(count)).isEqualTo(expected);
    }
}
