package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ebbcache.bench.pressure.MemoryCgroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The launcher as its users see it: what it prints, what it exits with, how soon it is there and gone. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LauncherIT {
    private static final Path MEMCCAPABLE = Path.of("/usr/bin/memccapable");
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final long MIB = 1 << 20;

    @Test
    void shouldSayWhatItDoesAndEndCleanlyOnSigterm() throws Exception {
        try (EbbProcess.Listening ebb = serve("first-lines", "-m", "64")) {
            assertThat(versionAnswer(ebb.port())).matches("VERSION 1\\.6\\.45-ebb-\\d+\\.\\d+\\.\\d+\\s*");
            long begin = System.nanoTime();
            assertThat(ebb.process().terminate()).as("exit code").isZero();
            long endMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            System.out.printf(
                    "launcher: listens after %d ms, ends within %d ms%n",
                    ebb.startUp().toMillis(), endMillis);
            assertThat(endMillis).isLessThan(2_000);
            assertThat(ebb.process().output().lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("listens on 127.0.0.1:" + ebb.port(), "4 threads", "1024 connections"),
                            line -> assertThat(line).contains("region: "),
                            line -> assertThat(line)
                                    .contains("values: at most 64 MiB (as asked for), items up to 1 MiB"),
                            line -> assertThat(line)
                                    .contains("ordinary memory: at most ", "heap ", "connections ", "index "),
                            line -> assertThat(line).contains("cache_memlimit can raise values to "),
                            line -> assertThat(line).endsWith("ended"));
        }
    }

    /** With the packaged server, as its version decides what the test expects of it. */
    @Test
    void shouldPassLibmemcachedsConformanceTest() throws Exception {
        boolean hasToBeThere = Boolean.parseBoolean(System.getenv("CI"));
        assumeTrue(
                hasToBeThere || Files.isExecutable(MEMCCAPABLE),
                "needs " + MEMCCAPABLE + " (package libmemcached-tools)");
        try (EbbProcess.Listening ebb = serve("memccapable", "-m", "64")) {
            Process test = new ProcessBuilder(MEMCCAPABLE.toString(), "-h", "127.0.0.1", "-p", ebb.port() + "", "-a")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).contains("All tests passed").doesNotContain("[FAIL]");
            assertThat(test.waitFor()).isZero();
        }
    }

    @Test
    void shouldEndWithOpenConnections() throws Exception {
        try (EbbProcess.Listening ebb = serve("open-connections", "-m", "64");
                PipelinedClient idle = new PipelinedClient(ebb.port());
                PipelinedClient busy = new PipelinedClient(ebb.port())) {
            busy.store(List.of(1, 2, 3));
            assertThat(idle.ask("version")).startsWith("VERSION ");
            assertThat(ebb.process().terminate()).isZero();
        }
    }

    @Test
    void shouldEndWhenAClientMayAskForIt() throws Exception {
        try (EbbProcess.Listening ebb = serve("shutdown", "-m", "64", "--allow-shutdown");
                PipelinedClient client = new PipelinedClient(ebb.port())) {
            client.send("shutdown");
            assertThat(ebb.process().exitCode()).isZero();
        }
    }

    @Test
    void shouldObeyWhatItIsTold() throws Exception {
        try (EbbProcess.Listening ebb = serve(
                "options", "-m", "32m", "-t", "1", "-c", "8", "-I", "2k", "--region=emulated", "--transport=nio")) {
            assertThat(ebb.process().output())
                    .contains(
                            "(NIO), 1 threads, at most 8 connections",
                            "region: EMULATED",
                            "at most 32 MiB",
                            "up to 2 KiB");
            try (PipelinedClient client = new PipelinedClient(ebb.port())) {
                assertThat(client.ask("set k 0 0 4000\r\n" + "x".repeat(4000))).startsWith("SERVER_ERROR");
            }
        }
    }

    @Test
    void shouldLiveOnAfterHangUpWithNothingToReadAgain() throws Exception {
        try (EbbProcess.Listening ebb = serve("hang-up", "-m", "64")) {
            ebb.process().signal("HUP");
            await().until(() -> ebb.process().output().contains("SIGHUP: "));
            assertThat(versionAnswer(ebb.port())).startsWith("VERSION ");
        }
    }

    @Test
    void shouldLookForHotKeysUnlessToldNotTo() throws Exception {
        for (List<String> options : List.of(List.of("-m", "64"), List.of("-m", "64", "--no-hot-keys"))) {
            try (EbbProcess.Listening ebb = serve("hot-keys", options.toArray(String[]::new));
                    PipelinedClient client = new PipelinedClient(ebb.port())) {
                assertThat(client.ask("stats hotkeys"))
                        .startsWith(options.size() == 2 ? "STAT hotkeys_seconds " : "ERROR");
            }
        }
    }

    @Test
    void shouldTellMetricsAndHealthUntilItEnds() throws Exception {
        try (EbbProcess.Listening ebb =
                        serve("admin", "-m", "64", "--admin-port", "-1", "--admin-exporter-names", "--allow-shutdown");
                PipelinedClient client = new PipelinedClient(ebb.port());
                PipelinedClient staying = new PipelinedClient(ebb.port())) {
            String admin = ebb.admin();
            assertThat(client.ask("version")).startsWith("VERSION ");
            assertThat(staying.ask("version")).startsWith("VERSION ");
            assertThat(get(admin + "/metrics").body())
                    .contains(
                            "ebb_connections 2.0\n",
                            "memcached_up 1.0\n",
                            "ebb_build{region=",
                            "# HELP ebb_gets_total ");
            assertThat(get(admin + "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(admin + "/health/ready").statusCode()).isEqualTo(200);
            try (EbbProcess second = EbbProcess.run(
                    "admin-in-use", "serve", "-m", "64", "-p", "-1", "--admin-port", admin.replaceAll(".*:", ""))) {
                assertRefusal(second, FAILED, "cannot listen on ", "in use");
            }
            client.send("shutdown graceful"); // it waits for the others
            await().until(() -> get(admin + "/health/ready").statusCode() == 503);
            assertThat(get(admin + "/health/live").statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldTakeOptionsFromTheEnvironment() throws Exception {
        try (EbbProcess ebb =
                EbbProcess.run("environment", UnaryOperator.identity(), Map.of("EBB_THREADS", "0"), "serve")) {
            assertThat(ebb.exitCode()).isEqualTo(MISUSED);
        }
    }

    @Test
    void shouldExplainItself() throws Exception {
        try (EbbProcess ebb = EbbProcess.run("help", "serve", "--help")) {
            assertThat(ebb.exitCode()).isZero();
            assertThat(ebb.output()).contains("Usage: ebb serve", "--memory", "Examples:", "MEMCACHED_PORT_FILENAME");
        }
    }

    @Test
    void shouldNameTheMeasurements() throws Exception {
        try (EbbProcess ebb = EbbProcess.run("bench-named", "--help")) {
            assertThat(ebb.exitCode()).isZero();
            assertThat(ebb.output()).contains("ebb bench --help");
        }
    }

    @Test
    void shouldTellItsVersion() throws Exception {
        try (EbbProcess ebb = EbbProcess.run("version", "--version")) {
            assertThat(ebb.exitCode()).isZero();
            assertThat(ebb.output()).matches("ebb \\d+\\.\\d+\\.\\d+\\S*\\s+");
        }
    }

    @Test
    void shouldSayThatThePortIsInUse() throws Exception {
        try (EbbProcess.Listening first = serve("port-taken-by", "-m", "64");
                EbbProcess second = EbbProcess.run("port-in-use", "serve", "-m", "64", "-p", first.port() + "")) {
            assertRefusal(second, FAILED, "cannot listen on ", ":" + first.port(), "in use");
        }
    }

    @Test
    void shouldSayWhichOptionIsWrong() throws Exception {
        try (EbbProcess ebb = EbbProcess.run("bad-option", "serve", "--memroy=64")) {
            assertRefusal(ebb, MISUSED, "Unknown option: '--memroy=64'");
        }
    }

    @Test
    void shouldSayThatTheLimitIsTooSmall() throws Exception {
        try (MemoryCgroup cgroup = cgroup("small", 128 * MIB);
                EbbProcess ebb = EbbProcess.run("small-limit", cgroup::around, Map.of(), "serve")) {
            assertRefusal(ebb, FAILED, "128 MiB (cgroup v", ") is too little, ", " is needed: heap ");
        }
    }

    @Test
    void shouldNameTheLimitOfItsCgroup() throws Exception {
        try (MemoryCgroup cgroup = cgroup("named", 512 * MIB);
                EbbProcess.Listening ebb = EbbProcess.serve("cgroup-limit", cgroup::around)) {
            assertThat(ebb.process().output()).contains("values: at most 512 MiB (cgroup v" + cgroup.version() + " /");
        }
    }

    private static void assertRefusal(EbbProcess ebb, int exitCode, String... parts) throws Exception {
        assertThat(ebb.exitCode()).isEqualTo(exitCode);
        assertThat(ebb.output().lines())
                .singleElement()
                .asString()
                .startsWith("ebb: ")
                .contains(parts);
    }

    private static EbbProcess.Listening serve(String name, String... options) throws Exception {
        return EbbProcess.serve("launcher-" + name, UnaryOperator.identity(), options);
    }

    private static String versionAnswer(int port) throws IOException {
        try (PipelinedClient client = new PipelinedClient(port)) {
            return client.ask("version");
        }
    }

    private static MemoryCgroup cgroup(String name, long limitBytes) {
        try {
            return MemoryCgroup.create("launcher-" + name, limitBytes);
        } catch (IOException e) {
            return abort("no memory cgroup can be made here: " + e);
        }
    }
}
