package io.ebbcache.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.MemoryBudget;
import io.ebbcache.server.command.ServerLimits;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.dashboard.NodeTitle;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets. Requests are written as they are, so that nothing tidies their paths up. */
class DashboardPagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MOST_ANSWER_BYTES = 200_000;
    private static final Pattern REFERENCE = Pattern.compile("(?:src=|href=|from )\"(?:\\./)?([\\w./]+)\"");

    private final Store store = TestStores.emulated();
    private final ServerState state = new ServerState(
            store, CommandConfig.standard("1.2.3"), new ServerLimits(77, 3, 1 << 21, 1 << 22, 1 << 16), graceful -> {});
    private final MemoryBudget answers = new MemoryBudget(MOST_ANSWER_BYTES);
    private AdminServer admin;

    @BeforeEach
    void start() throws IOException {
        admin = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private AdminServer listen(InetSocketAddress address) throws IOException {
        AdminConfig config =
                new AdminConfig(address, false, Map.of("heap", 100L, "index", 200L), new NodeTitle("a", "0.1.0"));
        return AdminServer.start(config, state, new Health(() -> 0), answers, PATIENCE);
    }

    @AfterEach
    void stop() {
        admin.close();
        store.close();
    }

    private String answer(String method, String path) throws IOException {
        return answer(method, path, "localhost");
    }

    private String answer(String method, String path, String host) throws IOException {
        return answer(method, path, host, admin.address());
    }

    private static String answer(String method, String path, String host, InetSocketAddress address)
            throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            ask(socket, method, path, host);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void ask(Socket socket, String method, String path, String host) throws IOException {
        socket.getOutputStream()
                .write((method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private String get(String path) throws IOException {
        return answer("GET", path);
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private JsonNode figures(String query) throws IOException {
        return new ObjectMapper().readTree(body(get("/dashboard.json" + query)));
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8, <!doctype html>",
        "/?x=y, text/html; charset=utf-8, <!doctype html>",
        "/dashboard.css, text/css; charset=utf-8, {",
        "/dashboard/dashboard.js, text/javascript; charset=utf-8, import",
        "/dashboard/favicon.svg, image/svg+xml, <svg",
        "/dashboard/uPlot.js, text/javascript; charset=utf-8, export",
        "/dashboard/uPlot.css, text/css; charset=utf-8, .uplot"
    })
    void shouldServeThePageAndItsParts(String path, String type, String content) throws IOException {
        assertThat(get(path))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: " + type + "\r\n")
                .contains("cache-control: no-store\r\n")
                .contains("X-Content-Type-Options: nosniff\r\n")
                .contains("Referrer-Policy: no-referrer\r\n")
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';"
                        + " connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'\r\n");
        assertThat(body(get(path))).contains(content);
    }

    @Test
    void shouldServeAllThatThePageRefersTo() throws IOException {
        Set<String> known = new HashSet<>(Set.of("/"));
        Deque<String> toRead = new ArrayDeque<>(known);
        while (!toRead.isEmpty()) {
            String path = toRead.remove();
            String answer = get(path);
            assertThat(answer).as(path).startsWith("HTTP/1.1 200 ");
            for (MatchResult found : REFERENCE.matcher(body(answer)).results().toList()) {
                String reference = URI.create(path).resolve(found.group(1)).getPath();
                if (known.add(reference)) {
                    toRead.add(reference);
                }
            }
        }
        assertThat(known).contains("/dashboard.css", "/dashboard/dashboard.js", "/dashboard/uPlot.js");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> PageFiles.add(new HashMap<>(), "/", "dashboard/none.js"))
                .isInstanceOf(IOException.class)
                .hasMessage("dashboard/none.js is not on the class path");
    }

    /** The page would be shown without them. */
    @Test
    void shouldHaveNothingInThePageThatItsPolicyForbids() throws IOException {
        assertThat(body(get("/")))
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=")
                .doesNotContainPattern("(?:src|href)=\"(?:https?:)?//");
    }

    @Test
    void shouldTellFigures() throws IOException {
        await().atMost(PATIENCE).until(() -> figures("").at("/history/last").asLong() >= 2);
        JsonNode all = figures("");
        assertThat(all.at("/node/name").asText()).isEqualTo("a");
        assertThat(all.at("/history/ordinaryLimit/0").asLong()).isEqualTo(300);
        assertThat(all.at("/history/at").size()).isGreaterThanOrEqualTo(2);
        assertThat(figures("?since=1").at("/history/first").asLong()).isEqualTo(2);
        assertThat(get("/dashboard.json"))
                .contains("content-type: application/json\r\n")
                .contains("cache-control: no-store\r\n");
        await().atMost(PATIENCE).until(() -> state.summary() != null);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:9150, 200",
        "LOCALHOST, 200",
        "127.0.0.1:9150, 200",
        "[::1]:9150, 200",
        "attacker.example, 403",
        "localhost.attacker.example:9150, 403",
        "127.0.0.1.attacker.example, 403"
    })
    void shouldTellThisMachineAloneWhereNobodyElseIsToCome(String host, int status) throws IOException {
        assertThat(answer("GET", "/dashboard.json", host)).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer("GET", "/metrics", host)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldTellAllWhereTheyMayCome() throws IOException {
        admin.close();
        admin = listen(new InetSocketAddress("0.0.0.0", 0));
        InetAddress here = InetAddress.getLoopbackAddress();
        assertThat(answer(
                        "GET",
                        "/dashboard.json",
                        "ebb.example",
                        new InetSocketAddress(here, admin.address().getPort())))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldBoundWhatLargeAnswersTake() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(get("/dashboard/uPlot.js")).as("one after the other").startsWith("HTTP/1.1 200 ");
        }
        await().atMost(PATIENCE).until(() -> answers.used() == 0);
        answers.acquire(MOST_ANSWER_BYTES - 100_000); // somebody else's
        assertThat(get("/dashboard/uPlot.js")).startsWith("HTTP/1.1 503 ");
        assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/dashboard.css")).startsWith("HTTP/1.1 200 ");
        answers.release(MOST_ANSWER_BYTES - 100_000);
        assertThat(get("/dashboard/uPlot.js")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "", "99999999999999999999", "%zz", "1%00"})
    void shouldRefuseWhatIsNoSample(String since) throws IOException {
        assertThat(get("/dashboard.json?since=" + since))
                .startsWith("HTTP/1.1 400 ")
                .contains("content-type: text/plain")
                .endsWith("since is to be the number of a sample\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dashboard",
                "/dashboard/",
                "/dashboard/x.js",
                "/dashboard/index.html",
                "/dashboard/../index.html",
                "/dashboard/../AdminServer.class",
                "/dashboard/%2e%2e/AdminServer.class",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/../../../../etc/passwd",
                "//etc/passwd",
                "/dashboard/dashboard.js/",
                "/dashboard%2fdashboard.js",
                "/dashboard/dashboard.js%00",
                "/META-INF/MANIFEST.MF"
            })
    void shouldNotHaveAnythingElse(String path) throws IOException {
        String answer = get(path);
        assertThat(answer).startsWith("HTTP/1.1 404 ");
        for (String there : new String[] {"/ ", "/dashboard.json", "/metrics", "/health/live", "/health/ready"}) {
            assertThat(body(answer)).contains(there);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/dashboard/uPlot.js", "/dashboard.json"})
    void shouldAnswerHeadWithoutABody(String path) throws IOException {
        assertThat(answer("HEAD", path)).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
        assertThat(answer("POST", path)).startsWith("HTTP/1.1 405 ").contains("allow: GET, HEAD\r\n");
    }
}
