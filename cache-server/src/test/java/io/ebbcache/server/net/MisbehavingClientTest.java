package io.ebbcache.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.command.ServerCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that do what they should not, and what that may cost the others, on every transport. */
class MisbehavingClientTest {

    private static final String TRANSPORTS = "io.ebbcache.server.net.TestServer#transports";

    private static void store(TestServer server, String key, int length) throws IOException {
        try (TestClient client = server.connect()) {
            String request = "set " + key + " 0 0 " + length + "\r\n" + "v".repeat(length) + "\r\n";
            assertThat(client.ask(request, 8)).isEqualTo("STORED\r\n");
        }
    }

    private static void assertServed(TestServer server) throws IOException {
        try (TestClient client = server.connect()) {
            for (int i = 0; i < 100; i++) {
                String reply = "VALUE small 0 3\r\nvvv\r\nEND\r\n";
                assertThat(client.ask("get small\r\n", reply.length())).isEqualTo(reply);
            }
        }
    }

    private static void assertWithinBounds(TestServer server) {
        assertThat(server.state.replyBudget().used())
                .isLessThanOrEqualTo(server.state.replyBudget().limit());
        assertThat(server.state.requestBudget().used())
                .isLessThanOrEqualTo(server.state.requestBudget().limit());
    }

    private static void awaitNothingHeld(TestServer server) {
        await().untilAsserted(() -> {
            assertThat(server.state.counters().connections()).isZero();
            assertThat(server.state.requestBudget().used()).isZero();
            assertThat(server.state.replyBudget().used()).isZero();
        });
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldServeOthersWhileClientsNeverRead(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport)) {
            store(server, "small", 3);
            store(server, "large", 500_000);
            List<TestClient> deaf = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                deaf.add(server.connectDeaf());
                deaf.get(i).send("get" + " large".repeat(1000) + "\r\n");
            }
            await().until(() -> server.state.replyBudget().used() > 3_000_000);
            for (int round = 0; round < 5; round++) {
                assertServed(server);
                assertWithinBounds(server);
            }
            assertThat(server.state.counters().get(ServerCounter.REPLIES_WAITED))
                    .isPositive();
            for (TestClient client : deaf) {
                client.close();
            }
            awaitNothingHeld(server);
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldHoldLittleForASlowReaderOfAnEndlessPipeline(TransportChoice transport) throws Exception {
        try (TestServer server = TestServer.start(transport);
                TestClient slow = server.connectDeaf()) {
            store(server, "a", 1000);
            int count = 20_000;
            String reply = "VALUE a 0 1000\r\n" + "v".repeat(1000) + "\r\nEND\r\n";
            Thread writer = new Thread(() -> {
                try {
                    slow.send("get a\r\n".repeat(count));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writer.start();
            for (int i = 0; i < count; i++) {
                assertThat(slow.read(reply.length())).isEqualTo(reply);
                assertThat(server.state.replyBudget().used()).isLessThan(200_000);
            }
            writer.join();
            assertThat(server.state.counters().get(ServerCounter.REPLIES_WAITED))
                    .isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldHoldLittleForAMultigetOf100000KeysThatNobodyReads(TransportChoice transport) throws Exception {
        try (TestServer server = TestServer.start(transport);
                TestClient deaf = server.connectDeaf()) {
            store(server, "small", 3);
            store(server, "a", 100);
            int count = 100_000;
            deaf.send("get" + " a".repeat(count) + "\r\n");
            await().until(() -> server.state.counters().get(ServerCounter.REPLIES_WAITED) > 0);
            assertServed(server);
            assertThat(server.state.replyBudget().used()).isLessThan(200_000);
            assertThat(server.state.requestBudget().used()).isLessThan(200_000);
            String reply = "VALUE a 0 100\r\n" + "v".repeat(100) + "\r\n";
            for (int i = 0; i < count; i++) {
                assertThat(deaf.read(reply.length())).isEqualTo(reply);
            }
            assertThat(deaf.read(5)).isEqualTo("END\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldNotListenToDatagrams(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport);
                DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server.address());
            socket.setSoTimeout(10_000);
            byte[] stats = "\0\1\0\0\0\1\0\0stats\r\n".getBytes(ISO_8859_1);
            assertThatThrownBy(() -> {
                        socket.send(new DatagramPacket(stats, stats.length));
                        socket.receive(new DatagramPacket(new byte[1024], 1024));
                    })
                    .isInstanceOf(PortUnreachableException.class);
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldForgetHalfAValueWithItsConnection(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport)) {
            try (TestClient client = server.connect()) {
                client.send("set a 0 0 1000000\r\n" + "v".repeat(500_000));
                await().until(() -> server.state.requestBudget().used() >= 500_000);
            }
            awaitNothingHeld(server);
            try (TestClient client = server.connect()) {
                assertThat(client.ask("get a\r\n", 5)).isEqualTo("END\r\n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldRefuseValuesBeyondTheBudgetAndServeOthers(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport)) {
            store(server, "small", 3);
            List<TestClient> halves = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                halves.add(server.connect());
                halves.get(i).send("set a 0 0 1000000\r\n" + "v".repeat(900_000));
            }
            await().until(() -> server.state.counters().get(ServerCounter.REQUESTS_REFUSED) > 0);
            assertServed(server);
            assertWithinBounds(server);
            int refused = 0;
            for (TestClient half : halves) {
                String reply =
                        half.send("v".repeat(100_000) + "\r\nversion\r\n").readUntil(TestServer.VERSION_REPLY);
                if (reply.startsWith("SERVER_ERROR out of memory storing object\r\n")) {
                    refused++;
                } else {
                    assertThat(reply).startsWith("STORED\r\n");
                }
                half.close();
            }
            assertThat(refused).isBetween(1, 9);
            awaitNothingHeld(server);
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldBoundWhatIsSentOnByAClientThatNeverReads(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport)) {
            store(server, "small", 3);
            store(server, "large", 500_000);
            List<TestClient> deaf = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                TestClient client = server.connectDeaf();
                deaf.add(client);
                client.send("get large\r\n".repeat(50_000));
                client.endInput();
            }
            for (int round = 0; round < 5; round++) {
                assertServed(server);
                assertWithinBounds(server);
            }
            for (TestClient client : deaf) {
                client.close();
            }
            awaitNothingHeld(server);
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldTurnAwayWhoIsTooMany(TransportChoice transport) throws IOException {
        NetConfig three = TestServer.config(transport).withMaxConnections(3);
        try (TestServer server = TestServer.start(three)) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                TestClient client = server.connect();
                assertThat(client.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
                clients.add(client);
            }
            for (int i = 0; i < 5; i++) {
                try (TestClient tooMany = server.connect()) {
                    assertThat(tooMany.readToEnd()).isEqualTo("ERROR Too many open connections\r\n");
                }
            }
            assertThat(server.state.counters().get(ServerCounter.CONNECTIONS_REJECTED))
                    .isEqualTo(5);
            assertThat(server.state.counters().connections()).isEqualTo(3);
            clients.get(0).close();
            await().untilAsserted(() -> {
                try (TestClient next = server.connect()) {
                    assertThat(next.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
                }
            });
            clients.get(1).close();
            clients.get(2).close();
            awaitNothingHeld(server);
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldSurviveClientsThatVanishAtAnyMoment(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport)) {
            store(server, "small", 3);
            store(server, "large", 500_000);
            String request =
                    "get large large\r\nset b 0 0 50000\r\n" + "v".repeat(50_000) + "\r\nget" + " large".repeat(30);
            for (int i = 0; i < 60; i++) {
                try (TestClient client = server.connectDeaf()) {
                    client.send(request.substring(0, request.length() * (i + 1) / 60));
                    if (i % 3 == 0) {
                        client.read(40);
                    }
                }
            }
            assertServed(server);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> awaitNothingHeld(server));
            assertThat(server.state.counters().get(ServerCounter.CONNECTIONS_FAILED))
                    .isZero();
        }
    }
}
