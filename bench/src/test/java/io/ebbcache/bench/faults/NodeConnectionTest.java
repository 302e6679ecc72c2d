package io.ebbcache.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a node that says what the test likes, before it was asked. */
class NodeConnectionTest {
    private static final int PATIENCE_MILLIS = 200;

    private ServerSocket listening;
    private NodeConnection connection;
    private Socket node;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        connection = NodeConnection.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()), PATIENCE_MILLIS);
        node = listening.accept();
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        node.close();
        listening.close();
    }

    @Test
    void shouldAskAndRead() throws IOException {
        say("VALUE k 0 2\r\nab\r\nEND\r\nEND\r\nSTORED\r\nDELETED\r\nNOT_FOUND\r\nSTAT a b\r\nEND\r\n");

        assertThat(connection.get("k")).asString(StandardCharsets.US_ASCII).isEqualTo("ab");
        assertThat(connection.get("k")).isNull();
        connection.set("k", new byte[] {'x', 'y'});
        connection.delete("k");
        connection.delete("k");
        assertThat(connection.statistics("cluster")).containsExactly("STAT a b");
        String asked = "get k\r\nget k\r\nset k 0 0 2\r\nxy\r\ndelete k\r\ndelete k\r\nstats cluster\r\n";
        assertThat(new String(node.getInputStream().readNBytes(asked.length()), StandardCharsets.US_ASCII))
                .isEqualTo(asked);
    }

    @Test
    void shouldGoOnAfterAnError() throws IOException {
        say("SERVER_ERROR no\r\nEND\r\n");

        assertThatThrownBy(() -> connection.get("k"))
                .isInstanceOf(ServerErrorException.class)
                .hasMessage("SERVER_ERROR no");
        assertThat(connection.get("k")).isNull();
    }

    @Test
    void shouldNotTakeTheAnswerToAnotherQuestion() throws IOException {
        say("VALUE other 0 2\r\nab\r\nEND\r\n");

        assertThatThrownBy(() -> connection.get("k")).isInstanceOf(StrangeReplyException.class);
    }

    @Test
    void shouldNotTakeAValueThatIsLongerThanItSays() throws IOException {
        say("VALUE k 0 2\r\nabc\r\nEND\r\n");

        assertThatThrownBy(() -> connection.get("k")).isInstanceOf(StrangeReplyException.class);
    }

    @Test
    void shouldGiveUp() {
        assertThatThrownBy(() -> connection.delete("k")).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void shouldSeeTheConnectionEnd() throws IOException {
        node.close();

        assertThatThrownBy(() -> connection.get("k")).isInstanceOf(IOException.class);
    }

    private void say(String replies) throws IOException {
        node.getOutputStream().write(replies.getBytes(StandardCharsets.US_ASCII));
    }
}
