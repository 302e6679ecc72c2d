package io.ebbcache.server.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LiveViewTest {
    private static final String ENTER = "\u001b[?1049h";
    private static final String LEAVE = "\u001b[?1049l";
    private static final String COLOUR = "\u001b\\[[0-9;]*3[0-7]m";

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PipedOutputStream keys = new PipedOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"q", "Q", "\u0003", "\u001b"})
    void shouldShowTheNodeUntilAKeyEndsIt(String key) throws Exception {
        try (ScriptedServer server = server();
                ExternalTerminal terminal = terminal()) {
            CompletableFuture<Void> run = run(terminal, server, true);
            await().until(() -> screen().contains("9.9.9-test"));
            assertThat(screen()).startsWith(ENTER).containsPattern(COLOUR);
            press(key);
            run.get();
            assertThat(screen()).contains(LEAVE);
        }
    }

    @Test
    void shouldLookAgainAtOnceOnAnotherKey() throws Exception {
        try (ScriptedServer server = server();
                ExternalTerminal terminal = terminal()) {
            CompletableFuture<Void> run = run(terminal, server, true);
            await().until(() -> screen().contains("9.9.9-test"));
            server.answer("stats", "STAT version FRESH LOOK\r\nEND\r\n");
            press(" ");
            // only what has changed is drawn
            await().until(() -> screen().contains("FRESH LOOK"));
            press("q");
            run.get();
        }
    }

    @Test
    void shouldDrawAnewWhenTheSizeChanges() throws Exception {
        try (ScriptedServer server = server();
                ExternalTerminal terminal = terminal()) {
            CompletableFuture<Void> run = run(terminal, server, true);
            await().until(() -> screen().contains("9.9.9-test"));
            screen.reset();
            terminal.setSize(new Size(100, 30));
            terminal.raise(Signal.WINCH);
            await().until(() -> screen().contains("9.9.9-test"));
            press("q");
            run.get();
        }
    }

    @Test
    void shouldUseNoColourWhereThatIsNotWanted() throws Exception {
        try (ScriptedServer server = server();
                ExternalTerminal terminal = terminal()) {
            CompletableFuture<Void> run = run(terminal, server, false);
            await().until(() -> screen().contains("9.9.9-test"));
            press("q");
            run.get();
            assertThat(screen()).doesNotContainPattern(COLOUR);
        }
    }

    @Test
    void shouldSayThatThereIsNoAnswerAndGoOn() throws Exception {
        try (ScriptedServer server = server();
                ExternalTerminal terminal = terminal()) {
            server.answer("stats", ScriptedServer.CLOSE);
            CompletableFuture<Void> run = run(terminal, server, true);
            await().until(() -> screen().contains("no answer"));
            server.answer("stats", "STAT version 9.9.9-test\r\nEND\r\n");
            press(" ");
            await().until(() -> screen().contains("9.9.9-test"));
            press("q");
            run.get();
        }
    }

    private static ScriptedServer server() throws IOException {
        return new ScriptedServer()
                .answer("stats", "STAT version 9.9.9-test\r\nSTAT bytes 5\r\nSTAT limit_maxbytes 100\r\nEND\r\n");
    }

    private ExternalTerminal terminal() throws IOException {
        ExternalTerminal terminal = new ExternalTerminal(
                "test", "xterm-256color", new PipedInputStream(keys), screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
        return terminal;
    }

    /** A view with so long an interval that only keys make it look again. */
    private static CompletableFuture<Void> run(ExternalTerminal terminal, ScriptedServer server, boolean coloured) {
        return CompletableFuture.runAsync(() -> {
            try (Node node = new Node("127.0.0.1", server.port(), Optional.empty(), Optional.empty());
                    LiveView view = new LiveView(terminal, node, Duration.ofHours(1), coloured)) {
                view.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void press(String key) throws IOException {
        keys.write(key.getBytes(StandardCharsets.US_ASCII));
        keys.flush();
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }
}
