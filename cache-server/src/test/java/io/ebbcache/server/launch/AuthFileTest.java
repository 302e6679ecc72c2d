package io.ebbcache.server.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.command.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthFileTest {

    @TempDir
    private Path directory;

    private Path file(String lines) throws IOException {
        return Files.writeString(directory.resolve("users"), lines);
    }

    private static boolean accepts(Credentials credentials, String user, String password) {
        return credentials.accept(user.getBytes(UTF_8), password.getBytes(UTF_8));
    }

    @Test
    void shouldReadWhatIsInTheFileOnceMoreOnSighup() throws Exception {
        AuthFile file = new AuthFile(file("ann:secret"));
        AtomicInteger others = new AtomicInteger();
        HangUp hangUp = new HangUp();
        hangUp.on(others::incrementAndGet);
        hangUp.on(file::reload);
        hangUp.on(others::incrementAndGet);
        file("bob:x");
        Process kill = new ProcessBuilder(
                        "kill", "-HUP", String.valueOf(ProcessHandle.current().pid()))
                .start();
        assertThat(kill.waitFor()).isZero();
        await().until(() -> accepts(file.credentials(), "bob", "x"));
        assertThat(accepts(file.credentials(), "ann", "secret")).isFalse();
        await().untilAsserted(() -> assertThat(others).hasValue(2));
    }

    @Test
    void shouldStayAsItWasWhereTheFileIsWrong() throws IOException {
        AuthFile file = new AuthFile(file("ann:secret"));
        file("secret");
        file.reload();
        Files.delete(directory.resolve("users"));
        file.reload();
        assertThat(accepts(file.credentials(), "ann", "secret")).isTrue();
    }

    @Test
    void shouldNotStartWithoutUsers() throws IOException {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> new AuthFile(missing))
                .isInstanceOf(StartException.class)
                .hasMessage("authentication file " + missing + ": there is no such file");
        Path wrong = file("ann:secret\nsecret");
        assertThatThrownBy(() -> new AuthFile(wrong))
                .isInstanceOf(StartException.class)
                .hasMessage("authentication file " + wrong + ": line 2 is not user:password");
    }
}
