package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.protocol.text.Script;
import io.ebbcache.server.protocol.text.Scripts;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS, by each engine on each transport. */
class TlsTest {

    private static final String NEWEST = "TLSv1.3";

    @TempDir
    private Path directory;

    private TestCertificates certificates;

    @BeforeEach
    void make() throws Exception {
        certificates = new TestCertificates(directory);
    }

    static Stream<Arguments> kinds() {
        return TestServer.transports().stream()
                .flatMap(transport ->
                        TestCertificates.engines().stream().map(engine -> Arguments.of(transport, engine)));
    }

    private TestServer start(TransportChoice transport, TlsEngine engine, ClientCertificates clients)
            throws IOException {
        return TestServer.start(TestServer.config(transport).with(certificates.config(engine, clients)));
    }

    private TestClient connect(TestServer server, String protocol) throws Exception {
        SSLSocket socket = certificates.connect(server.address(), protocol, Optional.empty(), 0);
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        return new TestClient(socket);
    }

    private static void awaitNothingHeld(TestServer server) {
        await().untilAsserted(() -> {
            assertThat(server.state.counters().connections()).isZero();
            assertThat(server.state.requestBudget().used()).isZero();
            assertThat(server.state.replyBudget().used()).isZero();
        });
    }

    @Test
    void shouldTellHowItEncryptsAndOnWhichSocket() throws Exception {
        Path file = directory.resolve("ebb.sock");
        NetConfig config = TestServer.config(TransportChoice.AUTO)
                .with(new Listen(List.of(TestServer.freePort()), Optional.of(new UnixSocket(file, 0750)), 10))
                .with(certificates.config(TlsEngine.AUTO, ClientCertificates.REQUEST));
        try (TestServer server = TestServer.start(config);
                TestClient client = connect(server, NEWEST)) {
            assertThat(client.send("stats settings\r\n").readUntil("END\r\n"))
                    .contains("STAT domain_socket " + file + "\r\n")
                    .contains("STAT umask 750\r\n")
                    .contains("STAT ssl_enabled yes\r\n")
                    .contains("STAT ssl_chain_cert " + directory.resolve("server.pem") + "\r\n")
                    .contains("STAT ssl_key " + directory.resolve("server.key") + "\r\n")
                    .contains("STAT ssl_verify_mode 1\r\n")
                    .contains("STAT ssl_ca_cert " + directory.resolve("ca.pem") + "\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldMoveValuesOfAllSizes(TransportChoice transport, TlsEngine engine) throws Exception {
        try (TestServer server = start(transport, engine, ClientCertificates.NONE)) {
            for (String protocol : List.of("TLSv1.2", NEWEST)) {
                try (TestClient client = connect(server, protocol)) {
                    for (int length : new int[] {0, 1, 1000, 16_000, 16_384, 65_536, 100_000, 1_000_000}) {
                        String value = "0123456789".repeat(length / 10 + 1).substring(0, length);
                        String stored = client.ask("set a 0 0 " + length + "\r\n" + value + "\r\n", 8);
                        assertThat(stored).isEqualTo("STORED\r\n");
                        String reply = "VALUE a 0 " + length + "\r\n" + value + "\r\nEND\r\n";
                        assertThat(client.ask("get a\r\n", reply.length()).equals(reply))
                                .isTrue();
                    }
                    client.send("quit\r\n");
                    assertThat(client.readToEnd()).isEmpty();
                }
            }
            awaitNothingHeld(server);
            assertThat(server.state.counters().get(ServerCounter.CONNECTIONS_FAILED))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldAnswerAllScripts(TransportChoice transport, TlsEngine engine) throws Exception {
        try (TestServer server = start(transport, engine, ClientCertificates.NONE)) {
            for (Script script : Scripts.all()) {
                server.store.flushAll();
                try (TestClient client = connect(server, NEWEST)) {
                    client.send(script.request() + (script.closes() ? "" : "version\r\n"));
                    String end = TestServer.VERSION_REPLY;
                    String reply = script.closes() ? client.readToEnd() : client.readUntil(end);
                    assertThat(script.comparable(reply))
                            .describedAs(script.name())
                            .isEqualTo(script.reply() + (script.closes() ? "" : end));
                }
            }
            awaitNothingHeld(server);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldLetInWhoShowsTheRightCertificate(TransportChoice transport, TlsEngine engine) throws Exception {
        X509Bundle stranger = TestCertificates.authority();
        for (ClientCertificates clients : ClientCertificates.values()) {
            try (TestServer server = start(transport, engine, clients)) {
                assertThat(isServed(server, Optional.of(certificates.client))).isTrue();
                assertThat(isServed(server, Optional.empty())).isEqualTo(clients != ClientCertificates.REQUIRE);
                assertThat(server.state.counters().get(ServerCounter.TLS_HANDSHAKES_FAILED))
                        .isEqualTo(clients == ClientCertificates.REQUIRE ? 1 : 0);
                if (clients == ClientCertificates.NONE) {
                    assertThat(isServed(server, Optional.of(stranger))).isTrue();
                }
                awaitNothingHeld(server);
            }
        }
    }

    private boolean isServed(TestServer server, Optional<X509Bundle> certificate) throws Exception {
        try (TestClient client = new TestClient(certificates.connect(server.address(), NEWEST, certificate, 0))) {
            return client.askVersion().equals(TestServer.VERSION_REPLY);
        } catch (IOException refused) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldShowNewConnectionsTheNewCertificate(TransportChoice transport, TlsEngine engine) throws Exception {
        try (TestServer server = start(transport, engine, ClientCertificates.NONE);
                TestClient early = connect(server, NEWEST)) {
            assertThat(subject(server)).isEqualTo("CN=first");
            certificates.renew("CN=second");
            assertThat(subject(server)).isEqualTo("CN=first");
            server.server.reloadTls();
            assertThat(subject(server)).isEqualTo("CN=second");
            certificates.spoil();
            server.server.reloadTls();
            assertThat(subject(server)).isEqualTo("CN=second");
            assertThat(early.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
        }
    }

    private String subject(TestServer server) throws Exception {
        try (SSLSocket socket = certificates.connect(server.address(), NEWEST, Optional.empty(), 0)) {
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldHoldLittleForClientsThatDoNotRead(TransportChoice transport, TlsEngine engine) throws Exception {
        try (TestServer server = start(transport, engine, ClientCertificates.NONE);
                TestClient other = connect(server, NEWEST)) {
            for (int i = 0; i < 100; i++) {
                other.ask("set key" + i + " 0 0 100000\r\n" + "v".repeat(100_000) + "\r\n", 8);
            }
            long before = PlatformDependent.usedDirectMemory();
            List<TestClient> deaf = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                SSLSocket socket =
                        certificates.connect(server.address(), NEWEST, Optional.empty(), TestClient.SMALL_BUFFER_BYTES);
                deaf.add(new TestClient(socket).send(everyKey().repeat(i % 2 == 0 ? 1 : 20)));
            }
            await().until(() -> server.state.counters().get(ServerCounter.REPLIES_WAITED) >= deaf.size() / 4);
            for (int i = 0; i < 100; i++) {
                assertThat(other.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
                assertThat(server.state.replyBudget().used())
                        .isLessThanOrEqualTo(server.state.replyBudget().limit());
            }
            long bound = TestServer.config(transport)
                    .with(certificates.config(engine, ClientCertificates.NONE))
                    .memoryBoundBytes();
            assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(bound);
            for (TestClient client : deaf) {
                client.close();
            }
            await().untilAsserted(
                            () -> assertThat(server.state.replyBudget().used()).isZero());
        }
    }

    private static String everyKey() {
        StringBuilder request = new StringBuilder("get");
        for (int i = 0; i < 100; i++) {
            request.append(" key").append(i);
        }
        return request.append("\r\n").toString();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldSendAllOfALargeMultigetToASlowReader(TransportChoice transport, TlsEngine engine) throws Exception {
        try (TestServer server = start(transport, engine, ClientCertificates.NONE)) {
            try (TestClient other = connect(server, NEWEST)) {
                for (int i = 0; i < 100; i++) {
                    other.ask("set key" + i + " 0 0 100000\r\n" + ("" + i % 10).repeat(100_000) + "\r\n", 8);
                }
            }
            SSLSocket socket =
                    certificates.connect(server.address(), NEWEST, Optional.empty(), TestClient.SMALL_BUFFER_BYTES);
            try (TestClient slow = new TestClient(socket)) {
                slow.send(everyKey());
                for (int i = 0; i < 100; i++) {
                    String reply = "VALUE key" + i + " 0 100000\r\n" + ("" + i % 10).repeat(100_000) + "\r\n";
                    assertThat(slow.read(reply.length()).equals(reply)).isTrue();
                    assertThat(server.state.replyBudget().used()).isLessThan(500_000);
                }
                assertThat(slow.read(5)).isEqualTo("END\r\n");
            }
            awaitNothingHeld(server);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldCloseOnWhatIsNoTls(TransportChoice transport, TlsEngine engine) throws Exception {
        byte[] hugeRecord = {22, 3, 3, (byte) 0xff, (byte) 0xff};
        try (TestServer server = start(transport, engine, ClientCertificates.NONE)) {
            for (String sent : List.of("version\r\n", new String(hugeRecord, StandardCharsets.ISO_8859_1))) {
                try (TestClient client = server.connect()) {
                    client.send(sent).readToEnd();
                }
            }
            awaitNothingHeld(server);
            assertThat(server.state.counters().get(ServerCounter.TLS_HANDSHAKES_FAILED))
                    .isEqualTo(2);
            assertThat(isServed(server, Optional.empty())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldCloseWhoTakesNothingOrStopsHalfway(TransportChoice transport, TlsEngine engine) throws Exception {
        NetConfig config = TestServer.config(transport)
                .with(certificates.config(engine, ClientCertificates.NONE))
                .with(new Timeouts(0, 1, 1));
        try (TestServer server = TestServer.start(config);
                TestClient deaf = new TestClient(certificates.connect(
                        server.address(), NEWEST, Optional.empty(), TestClient.SMALL_BUFFER_BYTES));
                TestClient half = connect(server, NEWEST);
                TestClient idle = connect(server, NEWEST)) {
            assertThat(half.ask("set large 0 0 900000\r\n" + "v".repeat(900_000) + "\r\n", 8))
                    .isEqualTo("STORED\r\n");
            deaf.send("get" + " large".repeat(100) + "\r\n");
            half.send("set half 0 0 900000\r\n" + "v".repeat(500_000));
            await().untilAsserted(() -> {
                assertThat(server.state.counters().get(ServerCounter.CONNECTIONS_WRITE_STALLED))
                        .isEqualTo(1);
                assertThat(server.state.counters().get(ServerCounter.CONNECTIONS_REQUEST_STALLED))
                        .isEqualTo(1);
                assertThat(server.state.requestBudget().used()).isZero();
                assertThat(server.state.replyBudget().used()).isZero();
            });
            assertThat(idle.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
        }
    }

    @Test
    void shouldSayWhichFileIsMissing() {
        TlsConfig config = new TlsConfig(
                directory.resolve("none.pem"),
                directory.resolve("server.key"),
                Optional.empty(),
                ClientCertificates.NONE,
                TlsEngine.AUTO);
        assertThatThrownBy(() ->
                        TestServer.start(TestServer.config(TransportChoice.AUTO).with(config)))
                .isInstanceOf(IOException.class)
                .hasMessage("TLS certificate " + directory.resolve("none.pem") + ": no such file");
    }

    @ParameterizedTest
    @MethodSource("io.ebbcache.server.net.TestCertificates#engines")
    void shouldSayThatFilesCannotBeUsed(TlsEngine engine) throws Exception {
        certificates.spoil();
        assertThatThrownBy(() -> start(TransportChoice.AUTO, engine, ClientCertificates.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot use certificate " + directory.resolve("server.pem"));
    }
}
