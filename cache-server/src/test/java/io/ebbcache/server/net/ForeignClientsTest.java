package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs of others, on every transport. */
class ForeignClientsTest {

    private static final String TRANSPORTS = "io.ebbcache.server.net.TestServer#transports";
    private static final Path MEMCCAPABLE = Path.of("/usr/bin/memccapable");
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private record Ended(int exitCode, String output) {}

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldPassLibmemcachedsConformanceTest(TransportChoice transport) throws Exception {
        assumeTrue(Files.isExecutable(MEMCCAPABLE), "needs " + MEMCCAPABLE + " (package libmemcached-tools)");
        try (TestServer server = TestServer.start(transport)) {
            Ended test = run(List.of(
                    MEMCCAPABLE.toString(),
                    "-h",
                    server.address().getHostString(),
                    "-p",
                    String.valueOf(server.address().getPort())));
            assertThat(test.output())
                    .contains("All tests passed", "ascii set", "binary set")
                    .doesNotContain("[FAIL]");
            assertThat(test.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldServePymemcache(TransportChoice transport) throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "needs " + PYTHON);
        assumeTrue(
                run(List.of(PYTHON.toString(), "-c", "import pymemcache")).exitCode() == 0,
                "needs the Python module pymemcache (package python3-pymemcache)");
        try (TestServer server = TestServer.start(transport)) {
            List<String> command = new ArrayList<>(List.of(PYTHON.toString(), script("pymemcache_dialogue.py")));
            command.add(server.address().getHostString());
            command.add(String.valueOf(server.address().getPort()));
            Ended dialogue = run(command);
            assertThat(dialogue.output()).endsWith("all as expected\n");
            assertThat(dialogue.exitCode()).isZero();
        }
    }

    private static String script(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ForeignClientsTest.class.getResource(name))
                        .toURI())
                .toString();
    }
}
