package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five nodes under load, of which one is killed and another stands still for some seconds. Whoever asks the others finds what he stored last, or
 * nothing; afterwards that holds whomever he asks.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class FiveNodesIT {

    private static final int NODES = 5;
    private static final int ASKED = 3;
    private static final int KILLED = 3;
    private static final int PAUSED = 4;
    private static final long SEED = 20_261_129;
    private static final int SOME = 300;

    @TempDir
    private Path directory;

    private final List<VerifyingClient> clients = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (VerifyingClient client : clients) {
            client.end();
        }
    }

    @Test
    void shouldNeverShowWhatIsOverThoughOneNodeDiesAndOneStandsStill() throws Exception {
        try (ClusterNodes nodes =
                new ClusterNodes("five", NODES, directory, Visitor.PLAIN, node -> List.of("--hold-down=2"))) {
            System.out.println("seed " + SEED);
            long begin = System.nanoTime();
            for (int i = 0; i < ASKED; i++) {
                clients.add(new VerifyingClient("client-" + i, nodes.get(i).port(), SEED + i));
            }
            awaitMoreRequests();
            assertThat(clients).allMatch(client -> client.hits() > 0);

            nodes.get(KILLED).close();
            for (int i = 0; i < ASKED; i++) {
                nodes.awaitRing(i, NODES - 1);
            }
            report(begin, "one is dead, the others have a ring without it");
            awaitMoreRequests();

            nodes.get(PAUSED).process().signal("STOP");
            for (int i = 0; i < ASKED; i++) {
                int node = i;
                long before = nodes.count(node, "unanswered");
                await().atMost(ClusterNodes.PATIENCE).until(() -> nodes.count(node, "unanswered") > before + SOME);
            }
            nodes.get(PAUSED).process().signal("CONT");
            for (int i = 0; i < ASKED; i++) {
                awaitThatItAnswers(nodes, i);
            }
            report(begin, "one has stood still and answers again");
            awaitMoreRequests();

            for (VerifyingClient client : clients) {
                client.end();
                System.out.println(client);
                assertThat(client.wrong()).isEmpty();
            }
            awaitOneRing(nodes);
            for (int node : List.of(0, 1, 2, PAUSED)) {
                for (VerifyingClient client : clients) {
                    assertThat(client.problemsAt(nodes, node)).isEmpty();
                }
            }
            checkThatAllShareOneCache(nodes);
            report(begin, "all is checked");
        }
    }

    private static void report(long begin, String what) {
        System.out.printf("after %.1f s: %s%n", (System.nanoTime() - begin) / 1e9, what);
    }

    private void awaitMoreRequests() {
        for (VerifyingClient client : clients) {
            int before = client.requests();
            await().atMost(ClusterNodes.PATIENCE)
                    .until(() -> client.requests() > before + 10 * SOME
                            || !client.wrong().isEmpty());
        }
        assertThat(clients).allMatch(client -> client.wrong().isEmpty());
    }

    /** The last that was said of the one that was paused is that it is there. */
    private static void awaitThatItAnswers(ClusterNodes nodes, int node) {
        String its = "node-" + PAUSED + "=127.0.0.1:" + nodes.get(PAUSED).port();
        await().atMost(ClusterNodes.PATIENCE).until(() -> {
            String said = nodes.get(node).process().output();
            return said.lastIndexOf(its + " answers") > said.lastIndexOf(its + " does not answer");
        });
    }

    private static void awaitOneRing(ClusterNodes nodes) {
        await().atMost(ClusterNodes.PATIENCE).until(() -> {
            for (int node : List.of(0, 1, 2, PAUSED)) {
                nodes.awaitRing(node, NODES - 1);
            }
            return List.of(0, 1, 2, PAUSED).stream()
                            .map(node -> configuration(nodes, node))
                            .distinct()
                            .count()
                    == 1;
        });
    }

    private static String configuration(ClusterNodes nodes, int node) {
        try {
            return nodes.say(node, "config get cluster\r\n");
        } catch (IOException e) {
            return e + " at node " + node;
        }
    }

    private static void checkThatAllShareOneCache(ClusterNodes nodes) throws IOException {
        for (int i = 0; i < SOME; i++) {
            String key = "shared-" + i;
            int writer = List.of(0, 1, 2, PAUSED).get(i % (NODES - 1));
            int reader = List.of(0, 1, 2, PAUSED).get((i + 1 + i / NODES) % (NODES - 1));
            assertThat(nodes.say(writer, "set " + key + " 0 0 4\r\nlast\r\n")).isEqualTo("STORED\r\n");
            assertThat(nodes.say(reader, "get " + key + "\r\n")).isEqualTo("VALUE " + key + " 0 4\r\nlast\r\nEND\r\n");
        }
    }
}
