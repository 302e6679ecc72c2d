package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.protocol.text.Script;
import io.ebbcache.server.protocol.text.Scripts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes well, on every transport. */
class ServerTest {

    private static final String TRANSPORTS = "io.ebbcache.server.net.TestServer#transports";

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldAnswerAllScripts(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport)) {
            assertThat(server.server.transport().name()).isEqualTo(transport.name());
            for (Script script : Scripts.all()) {
                server.store.flushAll();
                try (TestClient client = server.connect()) {
                    client.send(script.request() + (script.closes() ? "" : "version\r\n"));
                    String end = TestServer.VERSION_REPLY;
                    String reply = script.closes() ? client.readToEnd() : client.readUntil(end);
                    assertThat(script.comparable(reply))
                            .describedAs(script.name())
                            .isEqualTo(script.reply() + (script.closes() ? "" : end));
                }
            }
            await().untilAsserted(() -> assertNothingHeld(server));
        }
    }

    private static void assertNothingHeld(TestServer server) {
        assertThat(server.state.counters().connections()).isZero();
        assertThat(server.state.requestBudget().used()).isZero();
        assertThat(server.state.replyBudget().used()).isZero();
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldAnswerTenThousandCommandsInOneWrite(TransportChoice transport) throws Exception {
        try (TestServer server = TestServer.start(transport);
                TestClient client = server.connect()) {
            StringBuilder request = new StringBuilder();
            StringBuilder reply = new StringBuilder();
            for (int i = 0; i < 5_000; i++) {
                request.append("set key")
                        .append(i)
                        .append(" 0 0 4\r\n")
                        .append(1000 + i)
                        .append("\r\n");
                request.append("get key").append(i).append("\r\n");
                reply.append("STORED\r\nVALUE key")
                        .append(i)
                        .append(" 0 4\r\n")
                        .append(1000 + i)
                        .append("\r\nEND\r\n");
            }
            // reads while it writes, as every client must that pipelines without end
            var executor = Executors.newSingleThreadExecutor();
            Future<String> read = executor.submit(() -> client.read(reply.length()));
            client.send(request.toString());
            assertThat(read.get()).isEqualTo(reply.toString());
            executor.shutdown();
            assertThat(server.state.counters().get(ServerCounter.COMMANDS)).isEqualTo(10_000);
            assertThat(server.state.counters().get(ServerCounter.BYTES_READ)).isEqualTo(request.length());
            assertThat(server.state.counters().get(ServerCounter.BYTES_WRITTEN)).isEqualTo(reply.length());
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldMoveLargeValuesBothWays(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport);
                TestClient client = server.connect()) {
            for (int length : new int[] {16_000, 16_384, 65_536, 100_000, 1_000_000}) {
                String value = "0123456789".repeat(length / 10 + 1).substring(0, length);
                String stored = client.ask("set a 0 0 " + length + "\r\n" + value + "\r\n", 8);
                assertThat(stored).isEqualTo("STORED\r\n");
                String reply = "VALUE a 0 " + length + "\r\n" + value + "\r\nEND\r\n";
                assertThat(client.ask("get a\r\n", reply.length())).isEqualTo(reply);
            }
            await().untilAsserted(
                            () -> assertThat(server.state.replyBudget().used()).isZero());
            assertThat(server.state.requestBudget().used()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldServeManyConnectionsAtOnce(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport)) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                clients.add(server.connect());
            }
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < clients.size(); i++) {
                    clients.get(i).send("set key" + i + " 0 0 1\r\nx\r\nget key" + i + "\r\n");
                }
                for (int i = 0; i < clients.size(); i++) {
                    String reply = "STORED\r\nVALUE key" + i + " 0 1\r\nx\r\nEND\r\n";
                    assertThat(clients.get(i).read(reply.length())).isEqualTo(reply);
                }
            }
            assertThat(server.state.counters().connections()).isEqualTo(90);
            for (TestClient client : clients) {
                client.close();
            }
            await().untilAsserted(() -> assertNothingHeld(server));
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldAnswerEverythingToAClientThatEndsItsInput(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport);
                TestClient client = server.connect()) {
            client.ask("set a 0 0 1000\r\n" + "v".repeat(1000) + "\r\n", 8);
            client.send("get a\r\n".repeat(2000));
            client.endInput();
            String reply = "VALUE a 0 1000\r\n" + "v".repeat(1000) + "\r\nEND\r\n";
            assertThat(client.readToEnd()).isEqualTo(reply.repeat(2000));
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldLetRepliesLeaveWhenItStops(TransportChoice transport) throws Exception {
        try (TestServer server = TestServer.start(transport);
                TestClient idle = server.connect();
                TestClient client = server.connect()) {
            assertThat(client.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
            server.server.drain(0);
            await().untilAsserted(() -> assertThatThrownBy(server::connect).isInstanceOf(IOException.class));
            assertThat(client.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
            server.server.close();
            assertThat(client.readToEnd()).isEmpty();
            assertThat(idle.readToEnd()).isEmpty();
        }
    }

    @Test
    void shouldListenOnSeveralAddresses() throws IOException {
        NetConfig config = TestServer.config(TransportChoice.AUTO)
                .withListen(TestServer.freePort(), new InetSocketAddress("127.0.0.2", 0));
        try (TestServer server = TestServer.start(config)) {
            assertThat(server.server.addresses()).hasSize(2);
            for (InetSocketAddress address : server.server.addresses()) {
                assertThat(address.getPort()).isPositive();
                try (TestClient client = new TestClient(address)) {
                    assertThat(client.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
                }
            }
        }
    }

    @Test
    void shouldSayWhichAddressIsTaken() throws IOException {
        try (TestServer server = TestServer.start(TransportChoice.AUTO)) {
            InetSocketAddress taken = server.server.addresses().get(0);
            assertThatThrownBy(() ->
                            Server.start(TestServer.config(TransportChoice.AUTO).withListen(taken), server.state))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on")
                    .hasMessageContaining(String.valueOf(taken.getPort()));
        }
    }

    @Test
    void shouldFallBackWhereATransportIsNotThere() {
        assertThat(Transport.choose(TransportChoice.AUTO).isAvailable()).isTrue();
        assertThat(Transport.choose(TransportChoice.IO_URING).isAvailable()).isTrue();
        assertThat(Transport.choose(TransportChoice.NIO)).isEqualTo(Transport.NIO);
    }
}
