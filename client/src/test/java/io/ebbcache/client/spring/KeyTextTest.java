package io.ebbcache.client.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.core.convert.support.DefaultConversionService;

class KeyTextTest {
    private final KeyText keys = new KeyText(null);

    record Isbn(String number) {}

    static final class Nameless {}

    @Test
    void shouldLeaveSimpleKeysReadable() {
        UUID uuid = UUID.fromString("00000000-0000-0001-0000-000000000002");
        assertThat(keys.of("user-7")).isEqualTo("user-7");
        assertThat(keys.of(42L)).isEqualTo("42");
        assertThat(keys.of(uuid)).isEqualTo(uuid.toString());
        assertThat(keys.of("Grüße")).isEqualTo("Grüße");
        assertThat(keys.of(new SimpleKey("a", 7))).isEqualTo("(a,7)");
        assertThat(keys.of(SimpleKey.EMPTY)).isEqualTo("()");
        assertThat(keys.of(List.of("a", List.of(1, 2)))).isEqualTo("(a,(1,2))");
        assertThat(keys.of(new int[] {1, 2})).isEqualTo("(1,2)");
    }

    @Test
    void shouldMakeDifferentStringsOfDifferentKeys() {
        Stream<Object> different = Stream.of(
                new SimpleKey("a", "b"),
                new SimpleKey("a,b"),
                "(a,b)",
                "\\(a,b)",
                new SimpleKey("a\\", "b"),
                new SimpleKey("a\\,b"),
                new SimpleKey("a", "b", ""),
                new SimpleKey("a", null, "b"),
                new SimpleKey("a", "\\null", "b"),
                new SimpleKey("a", "null", "b"),
                new SimpleKey("a", new String[] {"b"}),
                new SimpleKey("a", "(b)"),
                new SimpleKey("a", ")(b"),
                SimpleKey.EMPTY,
                new SimpleKey(""),
                new SimpleKey("empty"),
                new SimpleKey("\\empty"),
                new SimpleKey("", ""),
                new SimpleKey((Object) null),
                "",
                "()",
                "a b",
                keys.of("a b"),
                "\\" + keys.of("a b"),
                "x".repeat(101),
                keys.of("x".repeat(101)));
        assertThat(different.map(keys::of))
                .doesNotHaveDuplicates()
                .allMatch(text -> text.getBytes(UTF_8).length <= 100);
    }

    @Test
    void shouldMakeTheSameStringOfEqualKeys() {
        assertThat(keys.of(new SimpleKey("a", List.of(1))))
                .isEqualTo(keys.of(new SimpleKey(new String("a"), Arrays.asList(1))));
        assertThat(keys.of(new Object[] {"a", 1})).isEqualTo(keys.of(List.of("a", 1)));
    }

    @Test
    void shouldHashWhatNotAllServersTake() {
        String hash = "sha256-[0-9a-f]{64}";
        assertThat(keys.of("x".repeat(100))).hasSize(100).startsWith("xx");
        assertThat(keys.of("x".repeat(101))).matches(hash);
        assertThat(keys.of("ü".repeat(51))).matches(hash);
        assertThat(keys.of("two words")).matches(hash);
        assertThat(keys.of("two\r\nlines")).matches(hash);
        assertThat(keys.of("")).isEqualTo("sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void shouldRefuseKeysThatAreOnlyAddresses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.of(new Nameless()))
                .withMessageContaining("Nameless");
        assertThatIllegalArgumentException().isThrownBy(() -> keys.of(new SimpleKey(1, new Nameless())));
    }

    @Test
    void shouldConvertWhereItCan() {
        DefaultConversionService conversion = new DefaultConversionService();
        conversion.addConverter(Isbn.class, String.class, isbn -> "isbn-" + isbn.number());
        conversion.addConverter(Nameless.class, String.class, nameless -> "nameless");
        KeyText converting = new KeyText(conversion);
        assertThat(converting.of(new Isbn("3"))).isEqualTo("isbn-3");
        assertThat(converting.of(new SimpleKey(new Isbn("3"), "a,b"))).isEqualTo("(isbn-3,a\\,b)");
        assertThat(converting.of(List.of("a,b", "c")))
                .as("not as Spring joins lists")
                .isEqualTo("(a\\,b,c)");
        assertThat(converting.of(new Nameless())).isEqualTo("nameless");
    }
}
