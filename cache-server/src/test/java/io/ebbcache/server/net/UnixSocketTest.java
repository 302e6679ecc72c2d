package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Unix socket, on every transport. */
class UnixSocketTest {

    private static final String TRANSPORTS = "io.ebbcache.server.net.TestServer#transports";

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("ebb.sock");
    }

    private TestServer start(TransportChoice transport, int mode) throws IOException {
        return TestServer.start(TestServer.config(transport).with(Listen.on(new UnixSocket(path, mode))));
    }

    private String ask(String request, int replyLength) throws IOException {
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            Channels.newOutputStream(socket).write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] reply = Channels.newInputStream(socket).readNBytes(replyLength);
            return new String(reply, StandardCharsets.ISO_8859_1);
        }
    }

    private void assertServed() throws IOException {
        String version = TestServer.VERSION_REPLY;
        assertThat(ask("version\r\n", version.length())).isEqualTo(version);
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldServeOnUnixSocketOnly(TransportChoice transport) throws IOException {
        try (TestServer server = start(transport, UnixSocket.STANDARD_MODE)) {
            assertThat(server.server.addresses()).isEmpty();
            assertServed();
            String value = "v".repeat(500_000);
            String reply = "STORED\r\nVALUE a 0 500000\r\n" + value + "\r\nEND\r\n";
            assertThat(ask("set a 0 0 500000\r\n" + value + "\r\nget a\r\n", reply.length())
                            .equals(reply))
                    .isTrue();
        }
        assertThat(path).doesNotExist();
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldServeBesideTcp(TransportChoice transport) throws IOException {
        NetConfig config = TestServer.config(transport)
                .with(Listen.on(new UnixSocket(path, UnixSocket.STANDARD_MODE)))
                .withListen(TestServer.freePort());
        try (TestServer server = TestServer.start(config);
                TestClient client = server.connect()) {
            assertThat(client.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
            assertServed();
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldGiveTheSocketItsMode(TransportChoice transport) throws IOException {
        for (String mode : new String[] {"rwx------", "rwxrwx---", "rw-rw-rw-", "rwxrwxrwx"}) {
            int bits = 0;
            for (int i = 0; i < mode.length(); i++) {
                bits = bits << 1 | (mode.charAt(i) == '-' ? 0 : 1);
            }
            try (TestServer server = start(transport, bits)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo(mode);
                assertThat(server.server.addresses()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldReplaceSocketOnWhichNobodyListens(TransportChoice transport) throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        try (TestServer server = start(transport, UnixSocket.STANDARD_MODE)) {
            assertServed();
            assertThatThrownBy(() -> start(transport, UnixSocket.STANDARD_MODE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another server listens there");
            assertServed();
            assertThat(server.server.addresses()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldLeaveAloneWhatIsNoSocket(TransportChoice transport) throws IOException {
        Files.writeString(path, "precious");
        assertThatThrownBy(() -> start(transport, UnixSocket.STANDARD_MODE))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on " + path + ": there is a file that is no socket");
        assertThat(path).hasContent("precious");
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldSayThatThereIsNoSuchDirectory(TransportChoice transport) {
        path = directory.resolve("none").resolve("ebb.sock");
        assertThatThrownBy(() -> start(transport, UnixSocket.STANDARD_MODE))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on " + path + ": no such directory");
    }
}
