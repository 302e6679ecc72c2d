package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes as a user starts them, of which one dies, comes back, and one ends as it should. */
class ClusterIT {

    private static final int NODES = 3;
    private static final int KEYS = 50;
    private static final int HOLD_DOWN_SECONDS = 3;

    @TempDir
    private Path directory;

    private ClusterNodes nodes;

    @BeforeEach
    void start() throws Exception {
        nodes = new ClusterNodes(
                "cluster", NODES, directory, Visitor.PLAIN, node -> List.of("--hold-down=" + HOLD_DOWN_SECONDS));
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    private long version(int node) throws IOException {
        return Long.parseLong(nodes.say(node, "config get cluster\r\n").split("\r?\n", -1)[1]);
    }

    @Test
    void shouldLoseNothingButTheShareOfTheNodeThatDies() throws Exception {
        for (int i = 0; i < KEYS; i++) {
            assertThat(nodes.say(i % NODES, "set key-" + i + " 0 0 2\r\nv1\r\n"))
                    .isEqualTo("STORED\r\n");
        }
        for (int node = 0; node < NODES; node++) {
            for (int i = 0; i < KEYS; i++) {
                assertThat(nodes.say(node, "get key-" + i + "\r\n"))
                        .isEqualTo("VALUE key-" + i + " 0 2\r\nv1\r\nEND\r\n");
            }
        }
        long before = version(0);

        nodes.get(2).close(); // SIGKILL
        long killed = System.nanoTime();
        await().atMost(ClusterNodes.PATIENCE).until(() -> nodes.stats(0).contains("node:node-2"));
        await().atMost(ClusterNodes.PATIENCE).until(() -> nodes.stats(0).contains(" missing"));
        System.out.printf("the others missed it after %.1f s%n", (System.nanoTime() - killed) / 1e9);
        int found = 0;
        for (int i = 0; i < KEYS; i++) {
            String reply = nodes.say(0, "get key-" + i + "\r\n");
            assertThat(reply).isIn("END\r\n", "VALUE key-" + i + " 0 2\r\nv1\r\nEND\r\n");
            found += reply.startsWith("VALUE") ? 1 : 0;
        }
        assertThat(found).isBetween(KEYS / 3, KEYS - 1);
        for (int i = 0; i < KEYS; i++) {
            assertThat(nodes.say(1, "set key-" + i + " 0 0 2\r\nv2\r\n")).isEqualTo("STORED\r\n");
        }

        await().atMost(ClusterNodes.PATIENCE).until(() -> nodes.stats(0).contains("STAT ring_nodes 2"));
        await().atMost(ClusterNodes.PATIENCE).until(() -> nodes.stats(1).contains("STAT ring_nodes 2"));
        System.out.printf("ring of two after %.1f s%n", (System.nanoTime() - killed) / 1e9);
        assertThat(version(0)).isGreaterThan(before);
        neverOld("v1");

        nodes.restart(2);
        for (int node = 0; node < NODES; node++) {
            nodes.awaitRing(node, NODES);
        }
        neverOld("v1");

        assertThat(nodes.get(1).process().terminate()).isZero();
        await().atMost(ClusterNodes.PATIENCE).until(() -> nodes.stats(0).contains("STAT ring_nodes 2"));
        neverOld("v1");
        for (int i = 0; i < KEYS; i++) {
            assertThat(nodes.say(0, "set key-" + i + " 0 0 2\r\nv3\r\n")).isEqualTo("STORED\r\n");
            assertThat(nodes.say(2, "get key-" + i + "\r\n")).contains("v3");
        }
    }

    private void neverOld(String value) throws IOException {
        for (int node = 0; node < NODES; node++) {
            if (nodes.get(node).process().isAlive()) {
                for (int i = 0; i < KEYS; i++) {
                    assertThat(nodes.say(node, "get key-" + i + "\r\n")).doesNotContain(value);
                }
            }
        }
    }
}
