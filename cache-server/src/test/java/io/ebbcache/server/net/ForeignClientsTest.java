package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.net.Tools.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of others: what they say and hear is in their dialogues. */
class ForeignClientsTest {

    private static final String TRANSPORTS = "io.ebbcache.server.net.TestServer#transports";
    private static final Path MEMCCAPABLE = Path.of("/usr/bin/memccapable");
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path NODE_CLIENTS = Path.of("target", "node-clients");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void shouldPassLibmemcachedsConformanceTest(TransportChoice transport) throws Exception {
        Tools.need(Files.isExecutable(MEMCCAPABLE), MEMCCAPABLE + " (package libmemcached-tools)");
        try (TestServer server = TestServer.start(transport)) {
            Ended test = Tools.run(List.of(
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
        needPython("pymemcache");
        try (TestServer server = TestServer.start(transport)) {
            Path script = copy("pymemcache_dialogue.py", directory);
            assertDialogue(server, directory, List.of(PYTHON, script.toString()), List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "binary"})
    void shouldServePylibmc(String protocol) throws Exception {
        try (TestServer server = TestServer.start(TransportChoice.AUTO)) {
            servePylibmc(server, protocol);
        }
    }

    @Test
    void shouldServePylibmcWithSasl() throws Exception {
        try (TestServer server = TestServer.guarded()) {
            servePylibmc(server, "binary", TestServer.USER, TestServer.PASSWORD);
        }
    }

    private void servePylibmc(TestServer server, String... rest) throws Exception {
        needPython("pylibmc");
        Path script = copy("pylibmc_dialogue.py", directory);
        assertDialogue(server, directory, List.of(PYTHON, script.toString()), List.of(rest));
    }

    @Test
    void shouldServeMemjs() throws Exception {
        try (TestServer server = TestServer.start(TransportChoice.AUTO)) {
            serveNode(server, "memjs_dialogue.js");
        }
    }

    @Test
    void shouldServeMemjsWithSasl() throws Exception {
        try (TestServer server = TestServer.guarded()) {
            serveNode(server, "memjs_dialogue.js", TestServer.USER, TestServer.PASSWORD);
        }
    }

    @Test
    void shouldServeMemcachedForNode() throws Exception {
        try (TestServer server = TestServer.start(TransportChoice.AUTO)) {
            serveNode(server, "memcached_dialogue.js");
        }
    }

    private static void serveNode(TestServer server, String dialogue, String... rest) throws Exception {
        installNodeClients();
        copy("node/" + dialogue, NODE_CLIENTS);
        assertDialogue(server, NODE_CLIENTS, List.of("node", dialogue), List.of(rest));
    }

    /** Once for all tests: later it finds what is there. */
    private static void installNodeClients() throws Exception {
        Tools.need(List.of("node", "--version"), "node (package nodejs)");
        Tools.need(List.of("npm", "--version"), "npm (package npm)");
        copy("node/package.json", Files.createDirectories(NODE_CLIENTS));
        List<String> install = List.of("npm", "install", "--no-audit", "--no-fund", "--prefer-offline");
        Ended installed = Tools.run(NODE_CLIENTS, install);
        Tools.need(installed.exitCode() == 0, "the registry of npm: " + installed.output());
    }

    private static void needPython(String module) throws InterruptedException {
        Tools.need(
                List.of(PYTHON, "-c", "import " + module),
                "the module " + module + " of " + PYTHON + " (package python3-" + module + ")");
    }

    private static void assertDialogue(TestServer server, Path directory, List<String> program, List<String> rest)
            throws Exception {
        List<String> command = new ArrayList<>(program);
        command.add(server.address().getHostString());
        command.add(String.valueOf(server.address().getPort()));
        command.addAll(rest);
        Ended dialogue = Tools.run(directory, command);
        assertThat(dialogue.output()).endsWith("all as expected\n");
        assertThat(dialogue.exitCode()).isZero();
    }

    private static Path copy(String resource, Path directory) throws IOException {
        Path target = directory.resolve(Path.of(resource).getFileName());
        try (InputStream in = Objects.requireNonNull(ForeignClientsTest.class.getResourceAsStream(resource))) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
