package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.command.ServerCounter;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that let their connections wait, on every transport. With {@code -Debb.test.idle=10000 -Debb.test.stalled=100} there are so
 * many of them; each takes two file descriptors here.
 */
class StalledClientTest {

    private static final String TRANSPORTS = "io.ebbcache.server.net.TestServer#transports";
    private static final int IDLE = Integer.getInteger("ebb.test.idle", 2000);
    private static final int STALLED = Integer.getInteger("ebb.test.stalled", 50);
    private static final String MULTIGET = "get" + " large".repeat(1000) + "\r\n";

    private static TestServer start(TransportChoice transport, Timeouts timeouts) throws IOException {
        TestServer server = TestServer.start(TestServer.config(transport).with(timeouts));
        try (TestClient client = server.connect()) {
            assertThat(client.ask("set large 0 0 500000\r\n" + "v".repeat(500_000) + "\r\n", 8))
                    .isEqualTo("STORED\r\n");
        }
        return server;
    }

    private static long count(TestServer server, ServerCounter counter) {
        return server.state.counters().get(counter);
    }

    private static void awaitClosed(TestServer server, ServerCounter reason, long closed) {
        await().untilAsserted(() -> {
            assertThat(count(server, reason)).isEqualTo(closed);
            assertThat(server.state.requestBudget().used()).isZero();
            assertThat(server.state.replyBudget().used()).isZero();
        });
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldCloseWhoTakesNothing(TransportChoice transport) throws IOException {
        try (TestServer server = start(transport, new Timeouts(0, 0, 1));
                TestClient deaf = server.connectDeaf();
                TestClient talkative = server.connectDeaf();
                TestClient idle = server.connect()) {
            deaf.send(MULTIGET);
            talkative.send(MULTIGET + "version\r\n".repeat(100));
            awaitClosed(server, ServerCounter.CONNECTIONS_WRITE_STALLED, 2);
            assertThat(idle.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldWaitForWhoTakesLittleAtATime(TransportChoice transport) throws Exception {
        try (TestServer server = start(transport, new Timeouts(1, 1, 2));
                TestClient slow = server.connectDeaf()) {
            slow.send("get large large large large\r\n");
            for (int i = 0; i < 20; i++) {
                assertThat(slow.read(50_000)).hasSize(50_000);
                Thread.sleep(250);
            }
            assertThat(count(server, ServerCounter.CONNECTIONS_WRITE_STALLED)).isZero();
            assertThat(slow.readUntil("END\r\n")).doesNotContain("closed");
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldCloseWhoStopsInTheMiddleOfARequest(TransportChoice transport) throws IOException {
        try (TestServer server = start(transport, new Timeouts(0, 1, 0));
                TestClient idle = server.connect()) {
            List<TestClient> halves = new ArrayList<>();
            for (String half : List.of(
                    "set a 0 0 900000\r\n" + "v".repeat(300_000),
                    "set a 0 0 10\r\n",
                    "ge",
                    "get" + " key".repeat(20_000),
                    "set a 0 0 2000000000\r\nv",
                    "\u0080\u0001",
                    "version\r\nversion")) {
                halves.add(server.connect().send(half));
            }
            awaitClosed(server, ServerCounter.CONNECTIONS_REQUEST_STALLED, halves.size());
            assertThat(halves.get(6).readToEnd()).isEqualTo(TestServer.VERSION_REPLY);
            assertThat(idle.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldWaitForWhoSendsLittleAtATime(TransportChoice transport) throws Exception {
        try (TestServer server = start(transport, new Timeouts(0, 2, 0));
                TestClient slow = server.connect()) {
            slow.send("set a 0 0 20\r\n");
            for (int i = 0; i < 20; i++) {
                slow.send("v");
                Thread.sleep(250);
            }
            assertThat(slow.ask("\r\n", 8)).isEqualTo("STORED\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldCloseWhoIsIdleAndNobodyElse(TransportChoice transport) throws Exception {
        try (TestServer server = start(transport, new Timeouts(1, 0, 0));
                TestClient silent = server.connect();
                TestClient deaf = server.connectDeaf();
                TestClient half = server.connect();
                TestClient busy = server.connect()) {
            deaf.send(MULTIGET);
            half.send("set a 0 0 10\r\n");
            for (int i = 0; i < 35; i++) {
                assertThat(busy.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
                Thread.sleep(100);
            }
            assertThat(count(server, ServerCounter.CONNECTIONS_IDLE_CLOSED)).isEqualTo(1);
            assertThat(silent.readToEnd()).isEmpty();
            assertThat(half.ask("0123456789\r\n", 8)).isEqualTo("STORED\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldServeOthersWhileThousandsAreIdleAndSomeStall(TransportChoice transport) throws Exception {
        NetConfig usual = TestServer.config(transport);
        NetConfig config = usual.with(usual.memory().withBudgets(64 * TestServer.MIB, 64 * TestServer.MIB))
                .withMaxConnections(IDLE + STALLED + 10)
                .with(new Timeouts(0, 4, 4));
        List<TestClient> clients = new ArrayList<>();
        long before = PlatformDependent.usedDirectMemory();
        try (TestServer server = TestServer.start(config);
                TestClient other = server.connect()) {
            other.ask("set large 0 0 500000\r\n" + "v".repeat(500_000) + "\r\n", 8);
            for (int i = 0; i < IDLE; i++) {
                clients.add(server.connect());
            }
            for (int i = 0; i < STALLED; i++) {
                boolean reads = i % 2 == 0;
                clients.add(reads ? server.connect() : server.connectDeaf());
                clients.get(IDLE + i).send(reads ? "set a 0 0 900000\r\n" + "v".repeat(50_000) : MULTIGET);
            }
            long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (count(server, ServerCounter.CONNECTIONS_WRITE_STALLED)
                            + count(server, ServerCounter.CONNECTIONS_REQUEST_STALLED)
                    < STALLED) {
                long start = System.nanoTime();
                assertThat(other.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
                assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(config.memoryBoundBytes());
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(5);
            }
            await().untilAsserted(() ->
                    assertThat(server.state.counters().connections()).isEqualTo(IDLE + 1));
            assertThat(clients.get(IDLE / 2).askVersion()).isEqualTo(TestServer.VERSION_REPLY);
            for (TestClient client : clients) {
                client.close();
            }
        }
    }
}
