package io.ebbcache.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.cluster.membership.GroupConfig;
import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.command.CollectedStats;
import io.ebbcache.server.command.NodeFigures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ClusterNodeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<ClusterNode> nodes = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(ClusterNode::close);
    }

    private void reserve(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        for (ServerSocket socket : sockets) {
            addresses.add((InetSocketAddress) socket.getLocalSocketAddress());
            socket.close();
        }
    }

    private ClusterNode start(int index, Optional<String> secret) {
        return start(index, "node-" + index, secret);
    }

    private ClusterNode start(int index, String name, Optional<String> secret) {
        GroupConfig config = new GroupConfig(
                "test",
                addresses.get(index),
                addresses,
                Optional.empty(),
                secret,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
        ClusterNode node =
                ClusterNode.start(config, new Member(name, "127.0.0.1", "127.0.0.1", 1000 + index), target -> {});
        nodes.add(node);
        return node;
    }

    private static String nodes(ClusterNode node) {
        String text = node.configuration();
        return text.substring(text.indexOf('\n') + 1).strip();
    }

    private static long version(ClusterNode node) {
        String text = node.configuration();
        return Long.parseLong(text.substring(0, text.indexOf('\n')));
    }

    private static String listOf(int... indexes) {
        StringBuilder list = new StringBuilder();
        for (int index : indexes) {
            list.append("127.0.0.1|127.0.0.1|").append(1000 + index).append(' ');
        }
        return list.toString().strip();
    }

    private static NodeFigures figures(int index, boolean own, boolean missing) {
        return new NodeFigures("node-" + index, "127.0.0.1:" + (1000 + index), own, missing, 0, null);
    }

    private static Map<String, String> stats(ClusterNode node) {
        return CollectedStats.of(node::tell);
    }

    @Test
    void shouldServeAloneAtOnce() throws IOException {
        reserve(1);
        ClusterNode node = start(0, Optional.empty());
        assertThat(nodes(node)).isEqualTo(listOf(0));
        await().atMost(PATIENCE).until(() -> version(node) > 0);
        assertThat(stats(node))
                .containsEntry("state", "alone")
                .containsEntry("ring_decided_by", "node-0#0")
                .containsEntry("node:node-0", "127.0.0.1:1000 up");
        assertThat(node.nodes()).containsExactly(figures(0, true, false));
    }

    @Test
    void shouldShareOneRingUntilOneLeavesAndOneDies() throws Exception {
        reserve(3);
        for (int i = 0; i < 3; i++) {
            start(i, Optional.of("secret"));
        }
        await().atMost(PATIENCE)
                .until(() -> nodes.stream().allMatch(each -> nodes(each).equals(listOf(0, 1, 2))));
        await().atMost(PATIENCE)
                .until(() ->
                        nodes.stream().map(ClusterNodeTest::version).distinct().count() == 1);
        long first = version(nodes.get(0));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(nodes.get(2).nodes())
                        .containsExactly(figures(0, false, false), figures(1, false, false), figures(2, true, false)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stats(nodes.get(2)))
                        .containsEntry("state", "complete")
                        .containsEntry("view_nodes", "3"));
        for (ClusterNode node : nodes) {
            long packets = Long.parseLong(stats(node).get("sent_packets"));
            assertThat(packets).isPositive();
            assertThat(Long.parseLong(stats(node).get("sent_bytes"))).isGreaterThan(20 * packets);
        }

        assertThat(nodes.get(1).leave(10_000)).isTrue();
        await().atMost(PATIENCE).until(() -> nodes(nodes.get(0)).equals(listOf(0, 2)));
        assertThat(version(nodes.get(0))).isGreaterThan(first);
        nodes.get(1).close();

        nodes.get(2).close();
        await().atMost(PATIENCE)
                .until(() -> "1 of the ring missing".equals(stats(nodes.get(0)).get("state")));
        assertThat(nodes(nodes.get(0))).isEqualTo(listOf(0, 2)); // the hold-down
        assertThat(stats(nodes.get(0)).get("node:node-2")).matches("127.0.0.1:1002 missing for \\d+ s");
        assertThat(nodes.get(0).nodes()).containsExactly(figures(0, true, false), figures(2, false, true));
        await().atMost(PATIENCE).until(() -> nodes(nodes.get(0)).equals(listOf(0)));
    }

    @Test
    void shouldTellOfTwoThatHaveOneName() throws IOException {
        reserve(2);
        start(0, Optional.empty());
        await().atMost(PATIENCE).until(() -> version(nodes.get(0)) > 0);
        start(1, "node-0", Optional.empty());
        await().atMost(PATIENCE)
                .until(() -> nodes.stream()
                        .allMatch(each ->
                                "nodes have the same name".equals(stats(each).get("state"))));
        assertThat(nodes.get(0).nodes())
                .extracting(NodeFigures::address, NodeFigures::own)
                .containsExactly(tuple("127.0.0.1:1000", true), tuple("127.0.0.1:1001", false));
        assertThat(stats(nodes.get(0))).containsEntry("clash:node-0", "127.0.0.1:1000 127.0.0.1:1001");
        await().atMost(PATIENCE).until(() -> nodes(nodes.get(1)).equals(listOf(0)));
        nodes.get(1).close();
        await().atMost(PATIENCE).until(() -> "alone".equals(stats(nodes.get(0)).get("state")));
    }

    @Test
    void shouldKeepOutWhoDoesNotKnowTheSecret() throws IOException {
        reserve(4);
        start(0, Optional.of("secret"));
        start(1, Optional.of("secret"));
        start(2, Optional.of("another"));
        start(3, Optional.empty());
        await().atMost(PATIENCE).until(() -> nodes(nodes.get(0)).equals(listOf(0, 1)));
        await().atMost(PATIENCE).until(() -> version(nodes.get(2)) > 0 && version(nodes.get(3)) > 0);
        assertThat(nodes(nodes.get(2))).isEqualTo(listOf(2));
        assertThat(nodes(nodes.get(3))).isEqualTo(listOf(3));
        assertThat(nodes(nodes.get(1))).isEqualTo(listOf(0, 1));
    }
}
