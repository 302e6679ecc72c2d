package io.ebbcache.deploy;

import static io.ebbcache.deploy.Yaml.list;
import static io.ebbcache.deploy.Yaml.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Prometheus that asks nodes of this machine once a second. Closing it ends the process. */
final class PrometheusProcess implements AutoCloseable {

    static final String PACKAGE = "prometheus";
    static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern ADDRESS =
            Pattern.compile("\"Listening on\".* address=(?<address>127\\.0\\.0\\.1:[1-9][0-9]*)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    /**
     * Starts it.
     *
     * @param jobs the addresses of the nodes of each
     */
    PrometheusProcess(Path directory, Map<String, List<String>> jobs, Path rules) throws IOException {
        StringBuilder config = new StringBuilder("global: {scrape_interval: 1s, evaluation_interval: 1s}\n")
                .append("rule_files: ['" + rules.toAbsolutePath() + "']\n")
                .append("scrape_configs:\n");
        jobs.forEach((job, nodes) -> config.append(
                "  - {job_name: " + job + ", static_configs: [{targets: ['" + String.join("', '", nodes) + "']}]}\n"));
        Path file = Files.writeString(directory.resolve("prometheus.yaml"), config);
        Path output = Files.createDirectories(Path.of("target", "ebb-output")).resolve("prometheus.log");
        process = new ProcessBuilder(
                        PROMETHEUS.toString(),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:0",
                        "--log.level=info")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            address = await().atMost(PATIENCE).until(() -> listening(output), found -> !found.isEmpty());
        } catch (RuntimeException e) {
            close();
            throw new IOException("Prometheus says:\n" + Files.readString(output), e);
        }
    }

    private static String listening(Path output) throws IOException {
        Matcher found = ADDRESS.matcher(Files.readString(output));
        return found.find() ? found.group("address") : "";
    }

    /** Where nothing may be skipped it has to be there. */
    static void assumeThatItIsThere() {
        boolean hasToBeThere = Boolean.parseBoolean(System.getenv("CI"));
        assumeTrue(
                hasToBeThere || (Files.isExecutable(PROMETHEUS) && Files.isExecutable(PROMTOOL)),
                "needs " + PROMETHEUS + " and " + PROMTOOL + " (package " + PACKAGE + ")");
    }

    /** What {@code promtool} says of it, which has to be well. */
    static String promtool(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = PROMTOOL.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as("promtool says: %s", output).isZero();
        return output;
    }

    /** The series that an expression gives now, each with {@code metric} (its labels) and {@code value}; it has to be a right one. */
    List<Map<String, Object>> query(String expression) throws IOException, InterruptedException {
        return list(get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)), "result");
    }

    /** What the API answers. */
    Map<String, Object> get(String path) throws IOException, InterruptedException {
        Map<String, Object> answer = ask(path);
        assertThat(answer).as(path).containsEntry("status", "success");
        return map(answer, "data");
    }

    /** The strings that the API answers. */
    List<String> names(String path) throws IOException, InterruptedException {
        return Yaml.strings(ask(path), "data");
    }

    private Map<String, Object> ask(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/" + path))
                .timeout(PATIENCE)
                .build();
        return Yaml.document(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** Whether a series has a number as its value. */
    static boolean hasNumber(Map<String, Object> series) {
        return !Yaml.strings(series, "value").get(1).equals("NaN");
    }

    @Override
    public void close() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
