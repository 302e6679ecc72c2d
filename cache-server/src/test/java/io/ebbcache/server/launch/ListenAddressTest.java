package io.ebbcache.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ListenAddressTest {
    private final ListenAddress.Converter converter = new ListenAddress.Converter();

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, -1",
        "127.0.0.1:11212, 127.0.0.1, 11212",
        "localhost:0, localhost, 0",
        "::1, ::1, -1",
        "[::1], ::1, -1",
        "[::1]:11212, ::1, 11212"
    })
    void shouldReadHostAndPort(String text, String host, int port) {
        assertThat(converter.convert(text)).isEqualTo(new ListenAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":11211", "host:", "host:port", "host:-1", "host:65536", "[::1", "[::1]x:1", "[]:1"})
    void shouldRefuseWhatIsNoAddress(String text) {
        assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> converter.convert(text));
    }

    @Test
    void shouldTakeThePortOfTheOptionWhereItHasNone() {
        assertThat(converter.convert("127.0.0.1").resolve(11211).getPort()).isEqualTo(11211);
        assertThat(converter.convert("127.0.0.1:5").resolve(11211).getPort()).isEqualTo(5);
    }

    @Test
    void shouldSayThatThereIsNoSuchHost() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> converter.convert("no-such-host.invalid").resolve(1))
                .withMessage("cannot listen on no-such-host.invalid: no such host");
    }
}
