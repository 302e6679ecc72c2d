package io.ebbcache.client.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {
    private static final int JSON = 0x1_0000;

    private final Codec<Point> codec = Codecs.json(Point.class);

    record Point(int x, int y) {}

    static final class Loop {
        public Loop getSelf() {
            return this;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void shouldMakeJsonAndReadIt() {
        Encoded encoded = codec.encode(new Point(1, -2));
        assertThat(encoded.flags()).isEqualTo(JSON);
        assertThat(encoded.bytes()).asString(UTF_8).isEqualTo("{\"x\":1,\"y\":-2}");
        assertThat(codec.decode(JSON, encoded.bytes())).isEqualTo(new Point(1, -2));
    }

    @Test
    void shouldReadJsonThatAnotherClientStoredAsAString() {
        assertThat(codec.decode(0, utf8("{\"y\":2,\"x\":1}"))).isEqualTo(new Point(1, 2));
        assertThat(codec.decode(16, utf8("{\"y\":2,\"x\":1}"))).isEqualTo(new Point(1, 2));
    }

    @Test
    void shouldSkipWhatANewerProgramAdded() {
        assertThat(codec.decode(JSON, utf8("{\"x\":1,\"y\":2,\"z\":3}"))).isEqualTo(new Point(1, 2));
    }

    @Test
    void shouldReadTypesWithParameters() {
        ObjectMapper mapper = new ObjectMapper();
        JavaType type = mapper.getTypeFactory().constructCollectionType(List.class, Point.class);
        Codec<List<Point>> points = Codecs.json(mapper, type);
        Encoded encoded = points.encode(List.of(new Point(1, 2), new Point(3, 4)));
        assertThat(points.decode(JSON, encoded.bytes())).containsExactly(new Point(1, 2), new Point(3, 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "{\"x\":1}}",
                "{\"x\":1,\"y\":2} trailing",
                "[]",
                "{\"x\":\"a\"}",
                "{\"x\":1e99999999}"
            })
    void shouldRefuseWhatIsNoSuchJson(String text) {
        assertThatThrownBy(() -> codec.decode(JSON, utf8(text))).isInstanceOf(CodecException.class);
    }

    @Test
    void shouldRefuseDeepNestingWithoutOverflowingTheStack() {
        byte[] deep = utf8("[".repeat(1_000_000));
        assertThatThrownBy(() -> Codecs.json(Object.class).decode(JSON, deep)).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x2_0000, 0x3_0000, 0x11_0000, 1})
    void shouldRefuseOtherFormats(int flags) {
        byte[] json = utf8("{\"x\":1,\"y\":2}");
        assertThatThrownBy(() -> codec.decode(flags, json)).isInstanceOf(CodecException.class);
    }

    @Test
    void shouldNotLetTheJsonChooseClasses() {
        byte[] json = utf8("[\"javax.swing.JEditorPane\",{\"page\":\"http://127.0.0.1/\"}]");
        assertThat(Codecs.json(Object.class).decode(JSON, json)).isInstanceOf(List.class);
    }

    @Test
    void shouldSayWhichClassCannotBeMadeJson() {
        Codec<Loop> loops = Codecs.json(Loop.class);
        assertThatThrownBy(() -> loops.encode(new Loop()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("Loop");
    }
}
