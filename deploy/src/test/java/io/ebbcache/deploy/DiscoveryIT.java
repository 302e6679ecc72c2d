package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that find the nodes of a cluster by themselves, ours and those of others, and three nodes of which one leaves and another comes. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class DiscoveryIT {

    private static final boolean ALL_ARE_THERE = Boolean.parseBoolean(System.getenv("CI"));
    private static final int KEYS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<EbbProcess.Listening> nodes = new ArrayList<>();
    private final List<DiscoveringClient> clients = new ArrayList<>();
    private List<Integer> clusterPorts = List.of();
    private int started;

    @BeforeEach
    void start() throws Exception {
        clusterPorts = ClusterPorts.free(4);
        for (int i = 0; i < 3; i++) {
            startNode();
        }
        awaitRing();
    }

    @AfterEach
    void stop() throws Exception {
        for (DiscoveringClient client : clients) {
            client.close();
        }
        nodes.forEach(EbbProcess.Listening::close);
    }

    private void startNode() throws Exception {
        int index = started++;
        String all = clusterPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        nodes.add(EbbProcess.serve(
                "discovery-" + index,
                UnaryOperator.identity(),
                "-m",
                "64",
                "-t",
                "1",
                "--cluster=discovery",
                "--join=" + all,
                "--cluster-listen=127.0.0.1",
                "--cluster-port=" + clusterPorts.get(index),
                "--node-name=node-" + index));
    }

    private void awaitRing() {
        for (EbbProcess.Listening node : nodes) {
            await().atMost(PATIENCE)
                    .until(() -> say(node, "stats cluster\r\n").contains("STAT ring_nodes " + nodes.size() + "\r\n"));
        }
    }

    private static String say(EbbProcess.Listening node, String requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private void startClients() throws Exception {
        int port = nodes.get(0).port();
        clients.add(new OurClient(port));
        clients.add(new XmemcachedClient(port));
        clients.add(ForeignClient.aws(port));
        try {
            clients.add(ForeignClient.node(port));
        } catch (IOException missing) {
            assertThat(ALL_ARE_THERE)
                    .as("needs node, npm and its registry: " + missing)
                    .isFalse();
            System.out.println("without memcached-elasticache: " + missing.getMessage());
        }
    }

    @Test
    void shouldLeadClientsToTheNodesThatThereAre() throws Exception {
        startClients();
        everyClientUsesEveryNode("three");

        assertThat(nodes.remove(1).process().terminate()).isZero();
        awaitRing();
        everyClientUsesEveryNode("two");

        startNode();
        awaitRing();
        everyClientUsesEveryNode("again");
    }

    private void everyClientUsesEveryNode(String phase) throws Exception {
        String all =
                nodes.stream().map(node -> "127.0.0.1:" + node.port()).sorted().collect(Collectors.joining(" "));
        for (DiscoveringClient client : clients) {
            await(client.name() + ", " + phase)
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.nodes()).isEqualTo(all));
        }
        for (DiscoveringClient client : clients) {
            String prefix = phase + "-" + client.name() + "-";
            // a client may still know connections that are over
            await(client.name() + ", " + phase)
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(client.keep(prefix, KEYS)).isEqualTo("kept"));
            int held = 0;
            for (EbbProcess.Listening node : nodes) {
                int here = holds(node, prefix);
                assertThat(here)
                        .as("keys of " + client.name() + " at " + node.port())
                        .isPositive();
                held += here;
            }
            assertThat(held).as("keys of " + client.name()).isGreaterThanOrEqualTo(KEYS);
        }
    }

    /** How many of a client's keys a node has. */
    private static int holds(EbbProcess.Listening node, String prefix) throws IOException {
        int found = 0;
        for (int i = 0; i < KEYS; i++) {
            found += say(node, "get " + prefix + i + "\r\n").startsWith("VALUE") ? 1 : 0;
        }
        return found;
    }
}
