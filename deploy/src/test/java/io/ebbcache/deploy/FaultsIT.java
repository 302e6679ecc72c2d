package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ebbcache.bench.faults.NodeNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node dies and one hangs under load, as {@code ebb bench faults} plays it; shorter than its users would. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final boolean HAS_TO_WORK = Boolean.parseBoolean(System.getenv("CI"));

    @TempDir
    private Path folder;

    @BeforeEach
    void needNetwork() throws IOException {
        try {
            NodeNetwork.check();
        } catch (IOException e) {
            if (HAS_TO_WORK) {
                throw e;
            }
            abort("no network of nodes can be made here: " + e.getMessage());
        }
    }

    @Test
    void shouldReturnNothingWrongWhileANodeDiesAndOneHangs() throws Exception {
        Path trace = folder.resolve("reads.txt");
        try (EbbProcess faults = EbbProcess.run(
                "bench-faults",
                "bench",
                "faults",
                "--scenario=kill,hang",
                "--rate=600",
                "--keys=300",
                "--connections=2",
                "--hold-down=1",
                "--failure-timeout=2",
                "--hang=3",
                "--quiet-seconds=2",
                "--settle=20",
                "--fail-on=wrong",
                "--trace=" + trace,
                "--output=" + folder)) {
            assertThat(faults.exitCode(PATIENCE)).as(faults.output()).isZero();
            System.out.println(faults.output());
        }
        JsonNode figures = new ObjectMapper()
                .readTree(folder.resolve("result.json").toFile())
                .get("figures");
        List<String> kill = figures.get("kill").get("steps").findValuesAsText("name");
        assertThat(kill).containsExactly("fresh cluster", "SIGKILL n3", "start n3", "SIGKILL, start n3");
        assertThat(figures.get("hang").get("steps").findValuesAsText("name"))
                .containsExactly("fresh cluster", "SIGSTOP n3", "SIGCONT n3");
        for (String scenario : List.of("kill", "hang")) {
            for (JsonNode step : figures.get(scenario).get("steps")) {
                assertThat(step.get("answers").asLong()).as("%s", step).isPositive();
                assertThat(step.get("p99Micros").asDouble()).as("%s", step).isPositive();
                assertThat(step.get("verdicts").get("wrong").asLong())
                        .as("%s", step)
                        .isZero();
            }
            assertThat(figures.get(scenario).get("seconds")).isNotEmpty();
            assertThat(folder.resolve(scenario + "-hit-ratio.svg")).exists();
            assertThat(folder.resolve("nodes-" + scenario).resolve("n3.log"))
                    .content()
                    .contains("cluster faults");
        }
        JsonNode killed = figures.get("kill").get("steps").get(1);
        assertThat(killed.get("errorsOfStruck").get("refused").asLong()).isPositive();
        assertThat(killed.get("step").get("listSeconds").asDouble())
                .as("%s", killed)
                .isPositive();
        assertThat(folder.resolve("report.html")).content().contains("<svg");
        assertThat(trace).exists();
    }

    @Test
    void shouldLeaveNothingBehindWhenItIsInterrupted() throws Exception {
        try (EbbProcess faults = EbbProcess.run(
                "bench-faults-interrupted", "bench", "faults", "--scenario=kill", "--output=" + folder)) {
            Path log = folder.resolve("nodes-kill").resolve("n3.log");
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!(Files.exists(log) && Files.readString(log).contains("listens on"))) {
                assertThat(faults.isAlive() && System.nanoTime() < end)
                        .as(faults.output())
                        .isTrue();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            String namespaces = "ebb-" + faults.pid() + "-";
            assertThat(namespaces()).contains(namespaces + "hub", namespaces + "n3");

            faults.terminate();

            assertThat(namespaces()).doesNotContain(namespaces);
        }
    }

    private static String namespaces() throws IOException {
        Process list = new ProcessBuilder("ip", "netns", "list")
                .redirectErrorStream(true)
                .start();
        return new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
