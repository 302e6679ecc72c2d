package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dumps of many items over sockets, on every transport. */
class DumpClientTest {

    private static final String TRANSPORTS = "io.ebbcache.server.net.TestServer#transports";
    private static final String METADUMP = "lru_crawler metadump all\r\n";
    private static final int ITEMS = 100_000;

    private static void storeMany(TestServer server) throws IOException {
        try (TestClient client = server.connect()) {
            StringBuilder batch = new StringBuilder();
            for (int i = 0; i < ITEMS; i++) {
                batch.append("set key").append(i).append(" 0 0 1 noreply\r\nx\r\n");
                if (i % 1000 == 999) {
                    client.send(batch.toString());
                    batch.setLength(0);
                }
            }
            client.askVersion();
        }
    }

    private static void assertServed(TestServer server) throws IOException {
        String reply = "VALUE key7 0 1\r\nx\r\nEND\r\n";
        for (int i = 0; i < 4; i++) { // on each of the threads
            try (TestClient client = server.connect()) {
                for (int round = 0; round < 100; round++) {
                    assertThat(client.ask("get key7\r\n", reply.length())).isEqualTo(reply);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldServeOthersDuringADump(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport);
                TestClient client = server.connect()) {
            storeMany(server);
            client.send(METADUMP);
            CompletableFuture<String> dump = CompletableFuture.supplyAsync(() -> read(client));
            assertServed(server);
            String[] lines = dump.join().split("\n");
            assertThat(lines[0]).isEqualTo("OK\r");
            assertThat(lines[lines.length - 1]).isEqualTo("END\r");
            Set<String> keys = new HashSet<>();
            for (int i = 1; i < lines.length - 1; i++) {
                keys.add(lines[i].substring(0, lines[i].indexOf(' ')));
            }
            assertThat(lines).hasSize(ITEMS + 2);
            assertThat(keys).hasSize(ITEMS);
            assertThat(client.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
        }
    }

    private static String read(TestClient client) {
        try {
            return client.readUntil("END\r\n");
        } catch (IOException e) {
            return e.toString();
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldServeOthersWhileDumpsAreNotRead(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport)) {
            storeMany(server);
            for (int i = 0; i < 10; i++) {
                try (TestClient deaf = server.connectDeaf();
                        TestClient other = server.connectDeaf()) {
                    deaf.send(METADUMP);
                    other.send("lru_crawler mgdump all\r\n");
                    assertServed(server);
                    assertThat(server.state.replyBudget().used())
                            .isLessThanOrEqualTo(server.state.replyBudget().limit());
                }
            }
            await().untilAsserted(() -> {
                assertThat(server.state.counters().connections()).isZero();
                assertThat(server.state.requestBudget().used()).isZero();
                assertThat(server.state.replyBudget().used()).isZero();
            });
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldTellTheConnections(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport);
                TestClient first = server.connect();
                TestClient second = server.connect()) {
            assertThat(second.askVersion()).isEqualTo(TestServer.VERSION_REPLY);
            String stats = first.send("stats conns\r\n").readUntil("END\r\n");
            int port = server.address().getPort();
            assertThat(stats.split("listen_addr tcp:127.0.0.1:" + port + "\r\n"))
                    .hasSize(3);
            assertThat(stats).contains(":state conn_read\r\n").contains(":secs_since_last_cmd 0\r\n");
            assertThat(first.send("stats settings\r\n").readUntil("END\r\n"))
                    .contains("STAT tcpport " + port + "\r\n")
                    .contains("STAT inter 127.0.0.1\r\n");
        }
    }
}
