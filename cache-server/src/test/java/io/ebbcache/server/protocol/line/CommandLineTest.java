package io.ebbcache.server.protocol.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private final CommandLine line = new CommandLine();

    private void parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        line.parse(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    @Test
    void shouldTakeALineFeedForAPartOfAWord() {
        parse("\nset a\nb \n");
        assertThat(line.count()).isEqualTo(3);
        assertThat(line.text(0)).isEqualTo("\nset");
        assertThat(line.text(1)).isEqualTo("a\nb");
        assertThat(line.text(2)).isEqualTo("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "+7, 7",
        "-0, 0",
        "-5, -5",
        "00000000000000000012, 12",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775807, -9223372036854775807",
        "2147483648, 2147483648"
    })
    void shouldReadSignedNumbers(String text, long number) {
        parse("x " + text);
        assertThat(line.parseSigned(1, Long.MIN_VALUE, Long.MAX_VALUE)).isTrue();
        assertThat(line.number()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "9999999999999999999", "10000000000000000000", "18446744073709551615"})
    void shouldReadUnsignedNumbers(String text) {
        parse("x " + text);
        assertThat(line.parseUnsigned(1)).isTrue();
        assertThat(line.number()).isEqualTo(Long.parseUnsignedLong(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "+",
                "-+1",
                "--1",
                "+-1",
                "1-",
                "1x",
                "x",
                "0x1",
                "1.0",
                "18446744073709551616",
                "19999999999999999999",
                "99999999999999999999",
                "000000000000000000001",
                "-18446744073709551615",
                "\t1",
                "1\t",
                "\u00b2"
            })
    void shouldReadNoNumber(String text) {
        parse("x " + text);
        assertThat(line.parseSigned(1, Long.MIN_VALUE, Long.MAX_VALUE)).isFalse();
        assertThat(line.parseUnsigned(1)).isFalse();
    }

    @Test
    void shouldHoldNumbersToTheirRange() {
        parse("x 2147483648 -2147483649 18446744073709551615");
        assertThat(line.parseSigned(1, Integer.MIN_VALUE, Integer.MAX_VALUE)).isFalse();
        assertThat(line.parseSigned(2, Integer.MIN_VALUE, Integer.MAX_VALUE)).isFalse();
        assertThat(line.parseSigned(3, 0, Long.MAX_VALUE)).isFalse();
        assertThat(line.parseSigned(4, 0, 1)).isFalse();
        assertThat(line.parseUnsigned(4)).isFalse();
    }

    @Test
    void shouldFindTokens() {
        parse("  set   key 1 ");
        assertThat(line.count()).isEqualTo(3);
        assertThat(line.start(1)).isEqualTo(8);
        assertThat(line.length(1)).isEqualTo(3);
        parse("");
        assertThat(line.count()).isZero();
        assertThat(line.isNoreply()).isFalse();
        assertThat(line.isHttp()).isFalse();
    }

    @Test
    void shouldLookAtTheLastTokenOfALongLine() {
        parse("a b c d e f g h i j k l m noreply");
        assertThat(line.isNoreply()).isTrue();
        parse("a b c d e f g h i j k l m HTTP/1.1");
        assertThat(line.isHttp()).isTrue();
        parse("noreply");
        assertThat(line.isNoreply()).isFalse();
        parse("a noreply b");
        assertThat(line.isNoreply()).isFalse();
    }

    @Test
    void shouldReadNumbersBehindALetter() {
        parse("mg key T-5 C18446744073709551615 T Cx T+7");
        assertThat(line.parseSignedTail(2, -10, 10)).isTrue();
        assertThat(line.number()).isEqualTo(-5);
        assertThat(line.parseSignedTail(2, 0, 10)).isFalse();
        assertThat(line.parseUnsignedTail(2)).isFalse();
        assertThat(line.parseUnsignedTail(3)).isTrue();
        assertThat(line.number()).isEqualTo(-1);
        assertThat(line.parseSignedTail(4, 0, 10)).isFalse();
        assertThat(line.parseUnsignedTail(4)).isFalse();
        assertThat(line.parseUnsignedTail(5)).isFalse();
        assertThat(line.parseSignedTail(6, 0, 10)).isTrue();
        assertThat(line.number()).isEqualTo(7);
    }
}
