package io.ebbcache.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.ClientConfig;
import io.ebbcache.client.EbbClient;
import io.ebbcache.client.discovery.ClusterConfigNodes;
import io.ebbcache.client.discovery.Pace;
import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.ring.Node;
import io.ebbcache.server.command.ClusterFigures;
import io.ebbcache.server.command.ClusterView;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.NodeFigures;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.command.StatsSink;
import io.ebbcache.server.net.NetConfig;
import io.ebbcache.server.net.Server;
import io.ebbcache.server.net.TestClient;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterRepliesTest {

    private static final String TWO = "12\nhost|10.0.0.1|11211 other|10.0.0.2|11212\n";

    private final Store store = TestStores.emulated();
    private ServerState state;
    private Server server;

    @BeforeEach
    void start() throws IOException {
        NetConfig config = NetConfig.standard()
                .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .with(new NetConfig.Memory(4 << 20, 4 << 20, 64 * 1024, 16 * 1024));
        state = new ServerState(store, CommandConfig.standard("1.6.45"), config.limits(), graceful -> {});
        server = Server.start(config, state);
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private void cluster(String configuration) {
        state.cluster(new ClusterView() {
            @Override
            public String configuration() {
                return configuration;
            }

            @Override
            public ClusterFigures figures() {
                return new ClusterFigures(1, false, 2, 2, 0, 0, 0, 0, 0);
            }

            @Override
            public List<NodeFigures> nodes() {
                return List.of();
            }

            @Override
            public void tell(StatsSink target) {
                target.stat("node", "a");
            }
        });
    }

    private String say(String requests) throws IOException {
        return TestClient.say(server.addresses().get(0), requests);
    }

    @Test
    void shouldTellNodesAsElastiCacheDoes() throws IOException {
        cluster(TWO);
        assertThat(say("config get cluster\r\nversion\r\n"))
                .isEqualTo("CONFIG cluster 0 " + TWO.length() + "\r\n" + TWO + "\r\nEND\r\nVERSION 1.6.45\r\n");
    }

    @Test
    void shouldTellNodesInTheOlderWayToo() throws IOException {
        cluster(TWO);
        assertThat(say("get AmazonElastiCache:cluster\r\ngets AmazonElastiCache:cluster missing\r\n"))
                .isEqualTo("VALUE AmazonElastiCache:cluster 0 " + TWO.length() + "\r\n" + TWO
                        + "\r\nEND\r\nVALUE AmazonElastiCache:cluster 0 " + TWO.length() + " 0\r\n" + TWO
                        + "\r\nEND\r\n");
    }

    @Test
    void shouldTellOfManyNodes() throws IOException {
        String many = IntStream.range(0, 1000)
                .mapToObj(i -> "node-%d.example.org|10.0.0.1|11211".formatted(i))
                .collect(Collectors.joining(" ", "1\n", "\n"));
        cluster(many);
        assertThat(say("config get cluster\r\n"))
                .isEqualTo("CONFIG cluster 0 " + many.length() + "\r\n" + many + "\r\nEND\r\n");
    }

    @Test
    void shouldTellStatistics() throws IOException {
        cluster(TWO);
        assertThat(say("stats cluster\r\n")).isEqualTo("STAT node a\r\nEND\r\n");
    }

    @Test
    void shouldRefuseToBeConfigured() throws IOException {
        cluster(TWO);
        assertThat(say("config set cluster 0 1\r\nconfig get other\r\nconfig\r\n"))
                .isEqualTo("CLIENT_ERROR bad command line format\r\n".repeat(3));
    }

    @Test
    void shouldLeadOurClientToTheNodes() throws Exception {
        Node here = new Node("127.0.0.1", server.addresses().get(0).getPort());
        cluster("1\n127.0.0.1|127.0.0.1|1\n"); // nobody
        ClusterConfigNodes source = new ClusterConfigNodes(List.of(here), Pace.every(Duration.ofMillis(50)));
        try (EbbClient client = ClientConfig.of(source).open()) {
            assertThatThrownBy(() -> client.strings().blocking().get("k")).isInstanceOf(CacheException.class);
            cluster("2\n127.0.0.1|127.0.0.1|" + here.port() + "\n");
            await().ignoreExceptions().untilAsserted(() -> {
                client.strings().blocking().set("k", "v");
                assertThat(say("get k\r\n")).contains("\r\nv\r\n");
            });
        }
    }

    @Test
    void shouldKnowNothingOfThisWithoutACluster() throws IOException {
        assertThat(say("config get cluster\r\n")).isEqualTo("ERROR\r\n");
        assertThat(say("stats cluster\r\n")).isEqualTo("ERROR\r\n");
        assertThat(say("set AmazonElastiCache:cluster 0 0 1\r\nx\r\n")).isEqualTo("STORED\r\n");
        assertThat(say("get AmazonElastiCache:cluster\r\n"))
                .isEqualTo("VALUE AmazonElastiCache:cluster 0 1\r\nx\r\nEND\r\n");
    }
}
