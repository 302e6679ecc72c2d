package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes as a user starts them, of which one dies, comes back, and one ends as it should. */
class ClusterIT {

    private static final int NODES = 3;
    private static final int KEYS = 50;
    private static final int HOLD_DOWN_SECONDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<EbbProcess.Listening> nodes = new ArrayList<>();
    private List<Integer> clusterPorts = List.of();

    @BeforeEach
    void start() throws Exception {
        clusterPorts = ClusterPorts.free(NODES);
        Files.writeString(directory.resolve("secret"), "only for us");
        for (int i = 0; i < NODES; i++) {
            nodes.add(start(i));
        }
        for (EbbProcess.Listening node : nodes) {
            await().atMost(PATIENCE)
                    .until(() -> stats(node).contains("STAT ring_nodes " + NODES)
                            && stats(node).contains("STAT state complete"));
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(EbbProcess.Listening::close);
    }

    private EbbProcess.Listening start(int index) throws Exception {
        String all = clusterPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return EbbProcess.serve(
                "cluster-" + index,
                UnaryOperator.identity(),
                "-m",
                "64",
                "-t",
                "1",
                "--cluster=it",
                "--join=" + all,
                "--cluster-listen=127.0.0.1",
                "--cluster-port=" + clusterPorts.get(index),
                "--node-name=node-" + index,
                "--hold-down=" + HOLD_DOWN_SECONDS,
                "--cluster-secret-file=" + directory.resolve("secret"),
                "--route=forward");
    }

    private static String say(EbbProcess.Listening node, String requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static String stats(EbbProcess.Listening node) throws IOException {
        return say(node, "stats cluster\r\n");
    }

    private static long version(EbbProcess.Listening node) throws IOException {
        return Long.parseLong(say(node, "config get cluster\r\n").split("\r?\n", -1)[1]);
    }

    @Test
    void shouldLoseNothingButTheShareOfTheNodeThatDies() throws Exception {
        for (int i = 0; i < KEYS; i++) {
            assertThat(say(nodes.get(i % NODES), "set key-" + i + " 0 0 2\r\nv1\r\n"))
                    .isEqualTo("STORED\r\n");
        }
        for (EbbProcess.Listening node : nodes) {
            for (int i = 0; i < KEYS; i++) {
                assertThat(say(node, "get key-" + i + "\r\n")).isEqualTo("VALUE key-" + i + " 0 2\r\nv1\r\nEND\r\n");
            }
        }
        long before = version(nodes.get(0));

        nodes.get(2).close(); // SIGKILL
        long killed = System.nanoTime();
        await().atMost(PATIENCE).until(() -> stats(nodes.get(0)).contains("node:node-2"));
        await().atMost(PATIENCE).until(() -> stats(nodes.get(0)).contains(" missing"));
        System.out.printf("the others missed it after %.1f s%n", (System.nanoTime() - killed) / 1e9);
        int found = 0;
        for (int i = 0; i < KEYS; i++) {
            String reply = say(nodes.get(0), "get key-" + i + "\r\n");
            assertThat(reply).isIn("END\r\n", "VALUE key-" + i + " 0 2\r\nv1\r\nEND\r\n");
            found += reply.startsWith("VALUE") ? 1 : 0;
        }
        assertThat(found).isBetween(KEYS / 3, KEYS - 1);
        for (int i = 0; i < KEYS; i++) {
            assertThat(say(nodes.get(1), "set key-" + i + " 0 0 2\r\nv2\r\n")).isEqualTo("STORED\r\n");
        }

        await().atMost(PATIENCE).until(() -> stats(nodes.get(0)).contains("STAT ring_nodes 2"));
        await().atMost(PATIENCE).until(() -> stats(nodes.get(1)).contains("STAT ring_nodes 2"));
        System.out.printf("ring of two after %.1f s%n", (System.nanoTime() - killed) / 1e9);
        assertThat(version(nodes.get(0))).isGreaterThan(before);
        neverOld("v1");

        nodes.set(2, start(2));
        for (EbbProcess.Listening node : nodes) {
            await().atMost(PATIENCE).until(() -> stats(node).contains("STAT ring_nodes " + NODES));
        }
        neverOld("v1");

        assertThat(nodes.get(1).process().terminate()).isZero();
        await().atMost(PATIENCE).until(() -> stats(nodes.get(0)).contains("STAT ring_nodes 2"));
        neverOld("v1");
        for (int i = 0; i < KEYS; i++) {
            assertThat(say(nodes.get(0), "set key-" + i + " 0 0 2\r\nv3\r\n")).isEqualTo("STORED\r\n");
            assertThat(say(nodes.get(2), "get key-" + i + "\r\n")).contains("v3");
        }
    }

    private void neverOld(String value) throws IOException {
        for (EbbProcess.Listening node : nodes) {
            if (node.process().isAlive()) {
                for (int i = 0; i < KEYS; i++) {
                    assertThat(say(node, "get key-" + i + "\r\n")).doesNotContain(value);
                }
            }
        }
    }
}
