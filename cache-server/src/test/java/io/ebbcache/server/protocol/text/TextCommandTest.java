package io.ebbcache.server.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextCommandTest {

    @ParameterizedTest
    @EnumSource(TextCommand.class)
    void shouldKnowEveryCommandAndNoOther(TextCommand command) {
        if (command != TextCommand.UNKNOWN) {
            String word = command.name().toLowerCase(java.util.Locale.ROOT);
            assertThat(find(word)).isEqualTo(command);
            assertThat(find(word + "x")).isNotEqualTo(command);
            assertThat(find("x" + word)).isEqualTo(TextCommand.UNKNOWN);
            assertThat(find(word.substring(1))).isEqualTo(TextCommand.UNKNOWN);
            assertThat(find(command.name())).isEqualTo(TextCommand.UNKNOWN);
        }
    }

    @Test
    void shouldKnowNoWordThatIsNone() {
        assertThat(find("")).isEqualTo(TextCommand.UNKNOWN);
        assertThat(find("x".repeat(1000))).isEqualTo(TextCommand.UNKNOWN);
        assertThat(find("cache_memlimix")).isEqualTo(TextCommand.UNKNOWN);
    }

    private static TextCommand find(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
        return TextCommand.find(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
