package io.ebbcache.server.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class NodeTest {
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer()
                .answer("stats", "STAT pid 7\r\nSTAT version 1 with blanks\r\nSTAT nothing\r\nEND\r\n")
                .answer("stats items", "END\r\n");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void shouldReadWhatIsTold() throws IOException {
        try (Node node = node(Optional.empty())) {
            Sample now = node.look().now();
            assertThat(now.general())
                    .containsEntry("pid", "7")
                    .containsEntry("version", "1 with blanks")
                    .containsEntry("nothing", "");
            assertThat(now.hotKeys()).isEmpty();
            assertThat(now.cluster()).isEmpty();
        }
    }

    @Test
    void shouldLetNobodySteerTheTerminal() throws IOException {
        server.answer("stats", "STAT version \u001b[2Jx\u009by\r\nEND\r\n");
        try (Node node = node(Optional.empty())) {
            assertThat(node.look().now().general()).containsEntry("version", "?[2Jx?y");
        }
    }

    @Test
    void shouldComeBackAfterAFailure() throws IOException {
        try (Node node = node(Optional.empty())) {
            assertThat(node.look().now().general()).containsEntry("pid", "7");
            server.answer("stats items", ScriptedServer.CLOSE);
            assertThatThrownBy(node::look).hasMessage("no answer: it has closed the connection");
            server.answer("stats items", "STAT items:1:age 5\r\nEND\r\n");
            assertThat(node.look().now().oldestSeconds()).hasValue(5);
        }
    }

    @Test
    void shouldSayWhatItIsToldInstead() throws IOException {
        server.answer("stats", "CLIENT_ERROR unauthenticated\r\n");
        try (Node node = node(Optional.empty())) {
            assertThatThrownBy(node::look).hasMessage("no answer: it answers: CLIENT_ERROR unauthenticated");
        }
    }

    @Test
    void shouldLogIn() throws IOException {
        server.answer("set auth 0 0 10", "").answer("ann secret", "STORED\r\n");
        try (Node node = node(Optional.of(new Login("ann", "secret")))) {
            assertThat(node.look().now().general()).containsEntry("pid", "7");
        }
        server.answer("ann secret", "CLIENT_ERROR authentication failure\r\n");
        try (Node node = node(Optional.of(new Login("ann", "secret")))) {
            assertThatThrownBy(node::look)
                    .hasMessageContaining("it does not let ann in: CLIENT_ERROR authentication failure");
        }
    }

    @Test
    void shouldSayThatNobodyIsThere() throws IOException {
        int port = server.port();
        server.close();
        try (Node node = new Node("127.0.0.1", port, Optional.empty(), Optional.empty())) {
            assertThatThrownBy(node::look).hasMessage("no answer: Connection refused");
        }
        try (Node node = new Node("no-such-host.invalid", port, Optional.empty(), Optional.empty())) {
            assertThatThrownBy(node::look).hasMessage("no answer: no such host");
        }
    }

    @Test
    void shouldWriteAddressesAsPeopleDo() throws IOException {
        try (Node six = new Node("::1", 11211, Optional.empty(), Optional.empty())) {
            assertThat(six.address()).isEqualTo("[::1]:11211");
        }
    }

    private Node node(Optional<Login> login) {
        return new Node("127.0.0.1", server.port(), login, Optional.empty());
    }
}
