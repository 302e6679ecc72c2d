package io.ebbcache.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.MemoryBudget;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.dashboard.NodeTitle;
import io.ebbcache.server.net.NetConfig;
import io.ebbcache.server.net.Server;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final NodeTitle TITLE = new NodeTitle("a", "0.1.0");
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Store store = TestStores.emulated();
    private final NetConfig net = NetConfig.standard()
            .withListen(ANY_PORT)
            .with(new NetConfig.Memory(4 << 20, 4 << 20, 64 * 1024, 16 * 1024));
    private final ServerState state =
            new ServerState(store, CommandConfig.standard("1.2.3"), net.limits(), graceful -> {});
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Server server;
    private Health health;
    private AdminServer admin;

    @BeforeEach
    void start() throws IOException {
        server = Server.start(net, state);
        health = new Health(server::nanosSinceTurn);
        admin = listen(PATIENCE.multipliedBy(2));
    }

    private AdminServer listen(Duration lifetime) throws IOException {
        return AdminServer.start(
                new AdminConfig(ANY_PORT, false, Map.of(), TITLE), state, health, new MemoryBudget(1 << 20), lifetime);
    }

    @AfterEach
    void stop() {
        admin.close();
        server.close();
        store.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + admin.address().getPort() + path))
                .timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private Socket connect(AdminServer to) throws IOException {
        Socket socket = new Socket(to.address().getAddress(), to.address().getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void shouldTellMetrics() throws Exception {
        HttpResponse<String> text = get("/metrics?whatever");
        assertThat(text.statusCode()).isEqualTo(200);
        assertThat(text.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(Exposition.parse(text.body()).value("ebb_event_loops")).isEqualTo(4);
        assertThat(Exposition.parse(text.body()).value("ebb_event_loop_silence_seconds"))
                .isPositive();
        String kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        HttpResponse<String> open = get("/metrics", "Accept", kind + ",text/plain;q=0.5");
        assertThat(open.headers().firstValue("content-type")).contains(kind);
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void shouldShowThatTheEventLoopsTurn() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                Exposition.parse(get("/metrics").body()).value("ebb_event_loop_lag_seconds_count"))
                        .isGreaterThan(4));
    }

    @Test
    void shouldBeLiveUntilTheEventLoopsEnd() throws Exception {
        HttpResponse<String> live = get("/health/live");
        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(live.body()).isEqualTo("live\n");
        server.close();
        await().atMost(PATIENCE).until(() -> get("/health/live").statusCode() == 503);
    }

    @Test
    void shouldBeReadyWhenItIs() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        health.ready(true);
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("ready\n");
    }

    @Test
    void shouldSayWhatThereIs() throws Exception {
        assertThat(get("/x").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/x").body()).contains("/metrics");
        HttpResponse<String> post = send(request("/metrics").POST(BodyPublishers.ofString("x")));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");
        HttpResponse<String> head = send(request("/health/live").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-length")).contains("5");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void shouldAnswerOneRequestOfEachConnection() throws Exception {
        try (Socket socket = connect(admin)) {
            say(socket, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000));
            assertThat(all(socket))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .containsOnlyOnce("HTTP/1.1")
                    .endsWith("\r\n\r\nlive\n");
        }
    }

    @Test
    void shouldRefuseWhatIsTooLong() throws Exception {
        for (String request : List.of(
                "GET /" + "x".repeat(3_000) + " HTTP/1.1\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nX: " + "x".repeat(9_000) + "\r\n\r\n",
                "nonsense\r\n\r\n")) {
            try (Socket socket = connect(admin)) {
                say(socket, request);
                assertThat(all(socket)).startsWith("HTTP/1.1 400 ");
            }
        }
        assertThat(send(request("/metrics").POST(BodyPublishers.ofString("x".repeat(5_000))))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void shouldEndConnectionsThatLastTooLong() throws Exception {
        try (AdminServer hasty = listen(Duration.ofMillis(200));
                Socket silent = connect(hasty);
                Socket slow = connect(hasty)) {
            say(slow, "GET /met");
            assertThat(isClosed(silent)).isTrue();
            assertThat(isClosed(slow)).isTrue();
        }
    }

    @Test
    void shouldBoundTheNumberOfConnections() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < AdminServer.MOST_CONNECTIONS; i++) {
                Socket socket = connect(admin);
                sockets.add(socket);
                say(socket, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            try (Socket oneTooMany = connect(admin)) {
                assertThat(isClosed(oneTooMany)).isTrue();
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get("/health/live").statusCode() == 200);
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        assertThatThrownBy(() ->
                        AdminServer.start(new AdminConfig(admin.address(), false, Map.of(), TITLE), state, health))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on")
                .hasMessageContaining("in use");
    }
}
