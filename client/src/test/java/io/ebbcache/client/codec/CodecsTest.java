package io.ebbcache.client.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {
    private static final int JSON = 0x1_0000;
    private static final int SPYMEMCACHED_GZIP = 2;
    private static final int PYTHON_STRING = 16;

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "Grüße, 世界, \ud83d\ude00", "a real \ufffd is allowed", "nul \0 too"})
    void shouldStoreStringsAsOtherClientsDo(String text) {
        Encoded encoded = Codecs.string().encode(text);
        assertThat(encoded.flags()).isZero();
        assertThat(encoded.bytes()).isEqualTo(text.getBytes(UTF_8));
        assertThat(Codecs.string().decode(0, encoded.bytes())).isEqualTo(text);
        assertThat(Codecs.string().decode(PYTHON_STRING, encoded.bytes())).isEqualTo(text);
    }

    @Test
    void shouldRefuseBrokenUtf8InsteadOfMendingIt() {
        byte[] latin = "Grüße".getBytes(ISO_8859_1);
        assertThatThrownBy(() -> Codecs.string().decode(0, latin)).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "a\ude00b", "ends in \ud83d", "\ude00\ud83d"})
    void shouldRefuseHalvesOfSurrogatePairs(String text) {
        assertThatThrownBy(() -> Codecs.string().encode(text)).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SPYMEMCACHED_GZIP, 8, 0x0300, 0x0800, JSON, 0x2_0000, 0x10_0000, 1 << 31})
    void shouldNotTakeOtherFormatsForStrings(int flags) {
        byte[] bytes = {'a'};
        assertThatThrownBy(() -> Codecs.string().decode(flags, bytes)).isInstanceOf(CodecException.class);
    }

    @Test
    void shouldKeepBytesAsTheyAre() {
        byte[] bytes = {0, -1, 7};
        Encoded encoded = Codecs.bytes().encode(bytes);
        assertThat(encoded.flags()).as("what spymemcached means by bytes").isEqualTo(0x0800);
        assertThat(encoded.bytes()).isSameAs(bytes);
        assertThat(Codecs.bytes().decode(0x0800, bytes)).isSameAs(bytes);
        assertThat(Codecs.bytes().decode(PYTHON_STRING, bytes)).isSameAs(bytes);
        assertThatThrownBy(() -> Codecs.bytes().decode(0x20_0800, bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("compressed");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 9_999, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldStoreNumbersAsCountersAre(long number) {
        Encoded encoded = Codecs.number().encode(number);
        assertThat(encoded.flags()).isZero();
        assertThat(encoded.bytes()).asString(UTF_8).isEqualTo(Long.toString(number));
        assertThat(Codecs.number().decode(0, encoded.bytes())).isEqualTo(number);
    }

    @Test
    void shouldReadCountersThatGotShorter() {
        assertThat(Codecs.number().decode(0, "9 ".getBytes(UTF_8))).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "+1", " 1", "1x", "0x10", "18446744073709551615", "١", "1\n\n2"})
    void shouldRefuseWhatIsNoNumber(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        assertThatThrownBy(() -> Codecs.number().decode(0, bytes)).isInstanceOf(CodecException.class);
    }

    @Test
    void shouldRefuseNumbersInBinary() {
        byte[] bytes = {'1', '2', '3'};
        assertThatThrownBy(() -> Codecs.number().decode(0x0300, bytes)).isInstanceOf(CodecException.class);
    }

    @Test
    void shouldTellNothingFromAnEmptyValue() {
        Codec<Optional<String>> codec = Codecs.optional(Codecs.string());
        for (Optional<String> each : List.of(Optional.of("a"), Optional.of(""), Optional.<String>empty())) {
            Encoded encoded = codec.encode(each);
            assertThat(codec.decode(encoded.flags(), encoded.bytes())).isEqualTo(each);
        }
        assertThat(codec.encode(Optional.empty()).flags()).isNotZero();
        int nothing = codec.encode(Optional.empty()).flags();
        assertThatThrownBy(() -> codec.decode(nothing, new byte[1])).isInstanceOf(CodecException.class);
    }

    @Test
    void shouldKeepFlagsSmall() {
        Stream<Integer> formats = Stream.of(Format.values()).map(Format::flags);
        Stream<Integer> compressions = Stream.of(Compression.values()).map(Compression::flags);
        int all = Stream.concat(formats, compressions).reduce(0, (a, b) -> a | b);
        assertThat(all).isBetween(0, (1 << 23) - 1);
        assertThat(Stream.of(Format.values()).map(Format::flags)).doesNotHaveDuplicates();
    }

    @Test
    void shouldKnowWhatCanBePutTogether() {
        assertThat(Codecs.string().canConcatenate()).isTrue();
        assertThat(Codecs.bytes().canConcatenate()).isTrue();
        assertThat(Codecs.number().canConcatenate()).isFalse();
        assertThat(Codecs.json(String.class).canConcatenate()).isFalse();
        assertThat(Codecs.optional(Codecs.string()).canConcatenate()).isFalse();
        assertThat(CompressingCodec.of(Codecs.string()).canConcatenate()).isFalse();
    }
}
