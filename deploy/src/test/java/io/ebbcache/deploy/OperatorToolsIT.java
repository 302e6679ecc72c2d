package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ebbcache.bench.pressure.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ebb doctor} and {@code ebb top}, as who runs a cache meets them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OperatorToolsIT {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MIB = 1 << 20;
    private static final int FAILED = 1;
    private static final String LEAVE_SCREEN = "\u001b[?1049l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    @Test
    void shouldExamineThisMachine() throws Exception {
        try (EbbProcess doctor = EbbProcess.run("doctor", "doctor")) {
            assertThat(doctor.exitCode()).as(doctor.output()).isZero();
            assertThat(doctor.output())
                    .contains("kernel", "droppable memory", "a server here     would use up to ", "open files")
                    .doesNotContain("\u001b[");
        }
    }

    @Test
    void shouldExamineThisMachineForMachines() throws Exception {
        try (EbbProcess doctor = EbbProcess.run("doctor-json", "doctor", "--json")) {
            assertThat(doctor.exitCode()).isZero();
            assertThat(doctor.output())
                    .startsWith("{\"usable\":true,\"findings\":[")
                    .endsWith("]}\n");
        }
    }

    @Test
    void shouldSayThatNoServerWouldStartUnderSmallLimit() throws Exception {
        try (MemoryCgroup cgroup = cgroup(128 * MIB);
                EbbProcess doctor = EbbProcess.run("doctor-small", cgroup::around, Map.of(), "doctor")) {
            assertThat(doctor.exitCode()).isEqualTo(FAILED);
            assertThat(doctor.output())
                    .contains(
                            "bad    a server here     would not start: 128 MiB (cgroup v", "Ebb cannot be used here.");
        }
    }

    @Test
    void shouldShowARunningServerOnce() throws Exception {
        try (EbbProcess.Listening ebb = serve("top-once");
                PipelinedClient client = new PipelinedClient(ebb.port())) {
            client.store(List.of(1, 2, 3));
            client.ask("get no-such-key");
            try (EbbProcess top =
                    EbbProcess.run("top-once", "top", "127.0.0.1:" + ebb.port(), "--once", "--interval", "0.1")) {
                assertThat(top.exitCode()).as(top.output()).isZero();
                assertThat(top.output())
                        .startsWith("127.0.0.1:" + ebb.port() + "  1.6.45-ebb-")
                        .containsPattern("set +0 +3 ")
                        .containsPattern("misses +0 +1\\n")
                        .contains("MEMORY ", "64 MiB\n", "resident ", "HOT KEYS", "CLUSTER")
                        .doesNotContain("\u001b", "does not tell");
            }
        }
    }

    @Test
    void shouldSayThatNobodyAnswers() throws Exception {
        int port;
        try (EbbProcess.Listening ebb = serve("top-gone")) {
            port = ebb.port();
            assertThat(ebb.process().terminate()).isZero();
        }
        try (EbbProcess top = EbbProcess.run("top-nobody", "top", "127.0.0.1:" + port, "--once")) {
            assertThat(top.exitCode()).isEqualTo(FAILED);
            assertThat(top.output()).isEqualTo("ebb: 127.0.0.1:" + port + ": no answer: Connection refused\n");
        }
    }

    @Test
    void shouldSayThatItNeedsATerminal() throws Exception {
        try (EbbProcess top = EbbProcess.run("top-no-terminal", "top")) {
            assertThat(top.exitCode()).isEqualTo(FAILED);
            assertThat(top.output()).isEqualTo("ebb: this is no terminal; --once prints one screen\n");
        }
    }

    @Test
    void shouldLeaveTheTerminalCleanOnQ() throws Exception {
        try (EbbProcess.Listening ebb = serve("top-live");
                EbbProcess top = inTerminal("top-live-screen", ebb.port())) {
            await().atMost(PATIENCE).until(() -> top.output().contains("q quits"));
            assertThat(top.output()).contains("no key is hot").doesNotContain(LEAVE_SCREEN);
            top.type("q");
            assertThat(top.exitCode()).isZero();
            assertThat(top.output()).contains(LEAVE_SCREEN, SHOW_CURSOR);
        }
    }

    @Test
    void shouldLeaveTheTerminalCleanOnSigterm() throws Exception {
        try (EbbProcess.Listening ebb = serve("top-killed");
                EbbProcess top = inTerminal("top-killed-screen", ebb.port())) {
            await().atMost(PATIENCE).until(() -> top.output().contains("q quits"));
            ProcessHandle inside = ProcessHandle.of(top.pid())
                    .orElseThrow()
                    .descendants()
                    .filter(each -> each.info().command().orElse("").endsWith("java"))
                    .findFirst()
                    .orElseThrow();
            assertThat(inside.destroy()).isTrue();
            top.exitCode();
            assertThat(top.output()).contains(LEAVE_SCREEN, SHOW_CURSOR);
        }
    }

    /** Runs it in a pseudo-terminal, whose output is kept. */
    private static EbbProcess inTerminal(String name, int port) throws IOException {
        assumeTrue(Files.isExecutable(SCRIPT), "needs " + SCRIPT + " (package bsdutils)");
        return EbbProcess.run(
                name,
                command -> List.of(SCRIPT.toString(), "-qefc", String.join(" ", command), "/dev/null"),
                Map.of("TERM", "xterm"),
                "top",
                "127.0.0.1:" + port);
    }

    private static EbbProcess.Listening serve(String name) throws Exception {
        return EbbProcess.serve("server-of-" + name, UnaryOperator.identity(), "-m", "64");
    }

    private static MemoryCgroup cgroup(long limitBytes) {
        try {
            return MemoryCgroup.create("doctor", limitBytes);
        } catch (IOException e) {
            return abort("no memory cgroup can be made here: " + e);
        }
    }
}
