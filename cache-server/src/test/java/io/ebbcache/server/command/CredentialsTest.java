package io.ebbcache.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static boolean accepts(Credentials credentials, String user, String password) {
        return credentials.accept(bytes(user), bytes(password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ann:secret\nbob:x", "ann:secret\r\nbob:x\r\n", "\n\nbob:x\n\nann:secret\n", "bob:x\nann:secret"
            })
    void shouldReadLinesHoweverTheyEnd(String file) {
        Credentials credentials = new Credentials(bytes(file));
        assertThat(accepts(credentials, "ann", "secret")).isTrue();
        assertThat(accepts(credentials, "bob", "x")).isTrue();
        assertThat(accepts(credentials, "ann", "x")).isFalse();
        assertThat(accepts(credentials, "bob", "secret")).isFalse();
        assertThat(accepts(credentials, "", "")).isFalse();
        assertThat(accepts(credentials, "ann:secret", "")).isFalse();
    }

    @Test
    void shouldLetInWhoWasAdmittedWhateverTheLinesSay() {
        Credentials credentials = new Credentials(bytes("ann:secret"));
        credentials.admit(bytes("node"), bytes("known to nodes"));
        credentials.replace(bytes("bob:x"));
        assertThat(accepts(credentials, "node", "known to nodes")).isTrue();
        assertThat(accepts(credentials, "node", "secret")).isFalse();
        assertThat(accepts(credentials, "bob", "x")).isTrue();
        assertThat(accepts(credentials, "ann", "secret")).isFalse();
    }

    @Test
    void shouldAllowColonsAndNothingInPasswords() {
        Credentials credentials = new Credentials(bytes("ann:a:b: \nbob:"));
        assertThat(accepts(credentials, "ann", "a:b: ")).isTrue();
        assertThat(accepts(credentials, "ann:a", "b: ")).isFalse();
        assertThat(accepts(credentials, "bob", "")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann:secret\nbob",
                "ann:secret\n:x",
                "ann:secret\nb\0b:x",
                "ann:secret\nbob:x\0\n",
                "ann:secret\n\0"
            })
    void shouldNameTheLineThatIsWrongAndNotWhatIsInIt(String file) {
        assertThatThrownBy(() -> new Credentials(bytes(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 2 is not user:password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\n"})
    void shouldRefuseAFileOfNobody(String file) {
        assertThatThrownBy(() -> new Credentials(bytes(file))).hasMessage("there is no line user:password");
    }

    @Test
    void shouldRefuseALineThatIsTooLong() {
        assertThatThrownBy(() -> new Credentials(bytes("ann:" + "x".repeat(1021))))
                .hasMessageContaining("line 1");
    }

    @Test
    void shouldStayAsItWasWhereTheNewLinesAreWrong() {
        Credentials credentials = new Credentials(bytes("ann:secret"));
        assertThatThrownBy(() -> credentials.replace(bytes("bob:x\nbob"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(accepts(credentials, "ann", "secret")).isTrue();
        credentials.replace(bytes("bob:x"));
        assertThat(accepts(credentials, "ann", "secret")).isFalse();
        assertThat(accepts(credentials, "bob", "x")).isTrue();
    }
}
