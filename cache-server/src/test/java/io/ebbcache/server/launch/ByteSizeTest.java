package io.ebbcache.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ByteSizeTest {
    private final ByteSize.Bytes bytes = new ByteSize.Bytes();
    private final ByteSize.Mebibytes mebibytes = new ByteSize.Mebibytes();

    @ParameterizedTest
    @CsvSource({"1024,1024", "1k,1024", "1K,1024", "1m,1048576", "1mb,1048576", "2g,2147483648", "0,0"})
    void shouldReadSizes(String text, long expected) {
        assertThat(bytes.convert(text).bytes()).isEqualTo(expected);
    }

    @Test
    void shouldCountMebibytesWhereMemcachedDoes() {
        assertThat(mebibytes.convert("64").bytes()).isEqualTo(64 * ByteSize.MIB);
        assertThat(mebibytes.convert("64k").bytes()).isEqualTo(64 * ByteSize.KIB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1x", "m", "1.5g", "1 m", "999999999999g", "9999999999999999999"})
    void shouldRefuseWhatIsNoSize(String text) {
        assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> bytes.convert(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 KiB",
        "1024,1 KiB",
        "1536,1.5 KiB",
        "268435456,256 MiB",
        "104857600,100 MiB",
        "25276510208,23.5 GiB",
        "2199023255552,2048 GiB"
    })
    void shouldShowTheLargestUnit(long size, String expected) {
        assertThat(new ByteSize(size)).hasToString(expected);
    }
}
