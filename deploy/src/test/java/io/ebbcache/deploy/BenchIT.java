package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ebbcache.bench.pressure.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ebb bench} as its users see it. Its figures are nobody's business here. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class BenchIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path MEMCACHED = Path.of("/usr/bin/memcached");
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    @TempDir
    private Path folder;

    @Test
    void shouldExplainItself() throws Exception {
        try (EbbProcess ebb = EbbProcess.run("bench-help", "bench", "--help")) {
            assertThat(ebb.exitCode()).isZero();
            assertThat(ebb.output()).contains("Usage: ebb bench", "load", "compare", "pressure");
        }
    }

    @Test
    void shouldKeepItsJarsOffTheServersClassPath() throws Exception {
        assertThat(jars("lib"))
                .noneMatch(
                        jar -> jar.matches("(bench|xchart|jackson-databind|progressbar|HdrHistogram|folsom|guava).*"));
        assertThat(jars("bench")).anyMatch(jar -> jar.startsWith("bench-")).doesNotContainAnyElementsOf(jars("lib"));
    }

    @Test
    void shouldLoadAServerAndCheckEveryValue() throws Exception {
        try (EbbProcess.Listening server = EbbProcess.serve("bench-load-server", UnaryOperator.identity(), "-m", "64");
                EbbProcess load = EbbProcess.run(
                        "bench-load",
                        "bench",
                        "load",
                        "127.0.0.1:" + server.port(),
                        "--fill",
                        "--verify",
                        "--keys=1000",
                        "--values=web",
                        "--pipeline=8",
                        "--requests=5000",
                        "--warm-up=0.1",
                        "--output=" + folder)) {
            assertThat(load.exitCode(PATIENCE)).as(load.output()).isZero();
            assertThat(load.output())
                    .contains("commands/s", "p99.99", "report.html")
                    .containsPattern("wrong values +0");
            assertThat(Files.readString(folder.resolve("result.json"))).contains("\"commands\" : 5000");
            assertThat(folder.resolve("report.html")).content().contains("<svg");
        }
    }

    @Test
    void shouldComputeARingBesideARealCluster() throws Exception {
        try (EbbProcess ring = EbbProcess.run(
                "bench-ring",
                "bench",
                "ring",
                "--nodes=3,100",
                "--keys=100000",
                "--real=3",
                "--seconds=2",
                "--output=" + folder)) {
            assertThat(ring.exitCode(PATIENCE)).as(ring.output()).isZero();
            assertThat(ring.output()).contains("Keys that move", "Model / measured", "2 + 1", "report.html");
            assertThat(Files.readString(folder.resolve("result.json"))).contains("\"joinMeasured\"", "\"leaveTen\"");
            assertThat(folder.resolve("report.html")).content().contains("<svg");
        }
    }

    @Test
    void shouldCompareWithMemcached() throws Exception {
        assumeTrue(Files.isExecutable(MEMCACHED), "needs " + MEMCACHED + " (package memcached)");
        assumeTrue(Files.isExecutable(TASKSET), "needs " + TASKSET + " (package util-linux)");
        try (EbbProcess compare = EbbProcess.run(
                "bench-compare",
                "bench",
                "compare",
                "--values=16k",
                "--pipeline=4",
                "--connections=8",
                "--mix=90",
                "--server-threads=1",
                "--rounds=2",
                "--seconds=0.3",
                "--warm-up=0.3",
                "--output=" + folder)) {
            assertThat(compare.exitCode(PATIENCE)).as(compare.output()).isZero();
            assertThat(compare.output())
                    .contains(
                            "Ebb / memcached", "16 KiB, 4 in flight, 8 conn., 90/10", "Resident memory", "Ebb serves ");
            assertThat(Files.readString(folder.resolve("result.json")))
                    .contains("\"throughputRatio\"", "\"overheadBytes\"");
            assertThat(folder.resolve("report.html")).content().contains("<svg");
            assertThat(folder.resolve("throughput.svg")).exists();
        }
    }

    @Test
    void shouldPutServersUnderPressure() throws Exception {
        try (MemoryCgroup probe = MemoryCgroup.create("bench-it", 1 << 20)) {
            assertThat(probe.oomKills()).isZero();
        } catch (IOException e) {
            abort("no memory cgroup can be made here: " + e);
        }
        String servers = Files.isExecutable(MEMCACHED) ? "ebb,memcached" : "ebb";
        try (EbbProcess pressure = EbbProcess.run(
                "bench-pressure",
                "bench",
                "pressure",
                "--servers=" + servers,
                "--limit=256m",
                "--neighbour=60m",
                "--scenario=step",
                "--overcommit=1.5",
                "--seconds=2",
                "--warm-up=0.1",
                "--rate=2000",
                "--confined",
                "--output=" + folder)) {
            assertThat(pressure.exitCode(PATIENCE)).as(pressure.output()).isZero();
            assertThat(pressure.output())
                    .contains("hit ratio during", "if confined from its start", "neighbour's worst page")
                    .containsPattern("wrong values +0");
            assertThat(Files.readString(folder.resolve("result.json")))
                    .contains("\"ebb\"", "\"ebbConfined\"", "\"wrong\" : 0", "\"neighbourWorstMicros\"")
                    .doesNotContainPattern("\"wrong\" : [1-9]");
            assertThat(folder.resolve("report.html")).content().contains("<svg");
            assertThat(folder.resolve("step-hit-ratio.svg")).exists();
        }
    }

    private static List<String> jars(String name) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "ebb", name))) {
            return jars.map(jar -> jar.getFileName().toString()).toList();
        }
    }
}
