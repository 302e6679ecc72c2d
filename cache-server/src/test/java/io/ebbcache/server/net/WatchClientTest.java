package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.command.CommandConfig;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that watch over sockets, on every transport. */
class WatchClientTest {

    private static final String TRANSPORTS = "io.ebbcache.server.net.TestServer#transports";
    private static final String ALL = "watch fetchers mutations evictions connevents deletions drops\r\n";

    private static void watch(TestClient watcher, String command) throws IOException {
        assertThat(watcher.ask(command, 4)).isEqualTo("OK\r\n");
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldTellWhatClientsOfEveryThreadDo(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport);
                TestClient watcher = server.connect()) {
            watch(watcher, ALL);
            for (int i = 0; i < 4; i++) { // on each of the threads
                try (TestClient client = server.connect()) {
                    assertThat(watcher.readUntil("\n"))
                            .matches(line("conn_new rip=127.0.0.1 rport=\\d+ transport=tcp cfd=\\d+"));
                    client.ask("set key 0 0 1\r\nx\r\n", 8);
                    assertThat(watcher.readUntil("\n"))
                            .matches(line("item_store key=key status=stored cmd=set ttl=0 clsid=1 cfd=\\d+ size=1"));
                    client.send("quit\r\n");
                    assertThat(watcher.readUntil("\n"))
                            .matches(line("conn_close rip=127.0.0.1 rport=\\d+ transport=tcp reason=normal cfd=\\d+"));
                }
            }
        }
    }

    private static String line(String fields) {
        return "ts=\\d+\\.\\d{6} gid=\\d+ type=" + fields + "\n";
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldTellWhyAConnectionEnds(TransportChoice transport) throws IOException {
        NetConfig impatient = TestServer.config(transport).with(new Timeouts(1, 0, 0));
        try (TestServer server = TestServer.start(impatient);
                TestClient watcher = server.connect()) {
            watch(watcher, "watch connevents\r\n");
            assertThat(reason(server, watcher, "GET / HTTP/1.1\r\n")).isEqualTo("error");
            assertThat(reason(server, watcher, "\u0080" + "\u00ff".repeat(23))).isEqualTo("error");
            assertThat(reason(server, watcher, "quit\r\n")).isEqualTo("normal");
            assertThat(reason(server, watcher, "version\r\n")).isEqualTo("idle_timeout");
            // who watches is silent, but not idle
            assertThat(server.state.counters().connections()).isEqualTo(1);
        }
    }

    /** What is said of a connection that sends this, and goes on waiting. */
    private static String reason(TestServer server, TestClient watcher, String bytes) throws IOException {
        try (TestClient client = server.connect()) {
            assertThat(watcher.readUntil("\n")).contains("type=conn_new");
            client.send(bytes);
            return watcher.readUntil("\n").replaceFirst("(?s).*type=conn_close .* reason=(\\w+) .*", "$1");
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldGiveConnectionsTheNumbersThatStatisticsTell(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport);
                TestClient watcher = server.connect();
                TestClient client = server.connect()) {
            watch(watcher, "watch\r\n");
            client.ask("get a\r\n", 5);
            String number = watcher.readUntil("\n").replaceFirst("(?s).* cfd=(\\d+) .*", "$1");
            assertThat(client.send("stats conns\r\n").readUntil("END\r\n"))
                    .contains("STAT " + number + ":addr tcp:127.0.0.1:");
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldServeOthersWhileWatchersDoNotRead(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport)) {
            try (TestClient deaf = server.connectDeaf();
                    TestClient watcher = server.connect();
                    TestClient client = server.connect()) {
                watch(deaf, "watch\r\n");
                watch(watcher, "watch mutations\r\n");
                int asked = 100_000;
                int batch = 100;
                String gets = "get a\r\n".repeat(batch);
                for (int i = 0; i < asked / batch; i++) {
                    assertThat(client.ask(gets, 5 * batch)).isEqualTo("END\r\n".repeat(batch));
                }
                client.ask("set last 0 0 1\r\nx\r\n", 8);
                assertThat(watcher.readUntil("\n")).contains(" key=last ");
                assertThat(client.send("stats\r\n").readUntil("END\r\n"))
                        .contains("STAT log_worker_written " + (asked + 1) + "\r\n")
                        .doesNotContain("STAT log_watcher_skipped 0\r\n");
                // each connection may have its bound, and a chunk that was begun before it was reached
                assertThat(server.state.replyBudget().used()).isLessThanOrEqualTo(4 * 64 * 1024);
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
    void shouldTellEveryLineOfABusyServerToWhoReads(TransportChoice transport) throws IOException {
        try (TestServer server = TestServer.start(transport);
                TestClient watcher = server.connect();
                TestClient client = server.connect()) {
            watch(watcher, "watch\r\n");
            Set<String> keys = new HashSet<>();
            for (int round = 0; round < 100; round++) {
                StringBuilder gets = new StringBuilder();
                for (int i = 0; i < 100; i++) {
                    String key = "k" + round + "." + i;
                    gets.append("get ").append(key).append("\r\n");
                    keys.add(key);
                }
                client.ask(gets.toString(), 500);
                StringBuilder lines = new StringBuilder();
                while (lines.indexOf("key=k" + round + ".99 ") < 0) {
                    lines.append(watcher.readUntil("\n"));
                }
                lines.toString()
                        .lines()
                        .map(line -> line.replaceFirst(".* key=(\\S+) .*", "$1"))
                        .forEach(keys::remove);
            }
            assertThat(keys).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldNotWatchWhereNobodyMay(TransportChoice transport) throws IOException {
        CommandConfig noDumps = new CommandConfig(TestServer.VERSION, true, false, false);
        try (TestServer server = TestServer.start(TestServer.config(transport), noDumps);
                TestClient client = server.connect()) {
            assertThat(client.send("watch\r\n").readUntil("\r\n"))
                    .isEqualTo("CLIENT_ERROR watch commands not allowed\r\n");
        }
    }
}
