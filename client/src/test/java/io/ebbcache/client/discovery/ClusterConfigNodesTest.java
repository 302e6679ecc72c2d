package io.ebbcache.client.discovery;

import static io.ebbcache.client.discovery.Lists.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.ring.Node;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterConfigNodesTest {

    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final Pace IMPATIENT =
            new Pace(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(500));
    private static final String ONE = "a.example|10.0.0.1|11211";
    private static final String TWO = ONE + " b.example||11300";

    private final ConfigServer server = new ConfigServer();
    private final Lists told = new Lists();

    ClusterConfigNodesTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static ClusterConfigNodes source(Pace pace, Node... seeds) {
        return new ClusterConfigNodes(List.of(seeds), pace, TIMEOUT, SocketFactory.getDefault());
    }

    @Test
    void shouldTakeAddressesAndWhereThereIsNoneTheName() {
        server.say(1, TWO + " " + ONE);
        try (ClusterConfigNodes source = new ClusterConfigNodes(List.of(server.node()), Lists.slow())) {
            source.start(told);
            assertThat(told.last()).isEqualTo(nodes("10.0.0.1:11211", "b.example:11300"));
        }
    }

    @Test
    void shouldFollowHigherVersionsOnly() {
        server.say(5, ONE);
        try (ClusterConfigNodes source = source(Lists.quick(), server.node())) {
            source.start(told);
            server.say(4, TWO);
            awaitConnections(3);
            server.say(5, TWO);
            awaitConnections(3);
            assertThat(told.all()).hasSize(1);
            server.say(6, TWO);
            told.awaitLast(nodes("10.0.0.1:11211", "b.example:11300"));
            server.say(5, ONE);
            awaitConnections(3);
            assertThat(told.all()).hasSize(2);
        }
    }

    @Test
    void shouldLookAgainWhenANodeIsSuspected() {
        server.say(1, ONE);
        try (ClusterConfigNodes source = source(Lists.slow(), server.node())) {
            source.start(told);
            server.say(2, TWO);
            source.suspect();
            told.awaitLast(nodes("10.0.0.1:11211", "b.example:11300"));
        }
    }

    @Test
    void shouldAskOldServersForTheirKey() {
        String body = "1\n" + ONE + "\n";
        server.answers = line -> line.equals("get AmazonElastiCache:cluster")
                ? "VALUE AmazonElastiCache:cluster 0 " + body.length() + "\r\n" + body + "\r\nEND\r\n"
                : "ERROR\r\n";
        try (ClusterConfigNodes source = source(Lists.slow(), server.node())) {
            source.start(told);
            assertThat(told.last()).isEqualTo(nodes("10.0.0.1:11211"));
        }
    }

    @Test
    void shouldAskTheNextSeedWhenOneIsSilentOrTalksNonsense() throws IOException {
        try (ConfigServer silent = new ConfigServer();
                ConfigServer mad = new ConfigServer()) {
            silent.answers = line -> "";
            mad.answers = line -> "CONFIG cluster 0 3\r\nxx\n\r\nEND\r\n";
            server.say(1, ONE);
            try (ClusterConfigNodes source = source(Lists.slow(), silent.node(), mad.node(), server.node())) {
                source.start(told);
                assertThat(told.last()).isEqualTo(nodes("10.0.0.1:11211"));
            }
        }
    }

    @Test
    void shouldAskTheNodesItKnowsWhenTheEndpointIsGone() throws IOException {
        try (ConfigServer endpoint = new ConfigServer()) {
            endpoint.say(1, "localhost|127.0.0.1|" + server.node().port());
            server.say(2, TWO);
            try (ClusterConfigNodes source = source(Lists.quick(), endpoint.node())) {
                source.start(told);
                assertThat(told.last()).containsExactly(server.node());
                endpoint.stop();
                told.awaitLast(nodes("10.0.0.1:11211", "b.example:11300"));
            }
        }
    }

    @Test
    void shouldKeepTheListWhenNobodyAnswers() throws IOException {
        server.say(1, ONE);
        try (ClusterConfigNodes source = source(Lists.quick(), server.node())) {
            source.start(told);
            server.answers = line -> "SERVER_ERROR busy\r\n";
            awaitConnections(3);
            server.answers = line -> "";
            awaitConnections(2);
            assertThat(told.all()).hasSize(1);
            server.say(2, TWO);
            told.awaitLast(nodes("10.0.0.1:11211", "b.example:11300"));
        }
    }

    @Test
    void shouldServeTwoSourcesAtOnce() {
        server.say(1, ONE);
        Lists other = new Lists();
        try (ClusterConfigNodes one = source(Lists.quick(), server.node());
                ClusterConfigNodes two = source(Lists.quick(), server.node())) {
            one.start(told);
            two.start(other);
            for (int version = 2; version < 10; version++) {
                server.say(version, "x.example|10.0.0." + version + "|11211");
                one.suspect();
                two.suspect();
                List<Node> expected = nodes("10.0.0." + version + ":11211");
                told.awaitLast(expected);
                other.awaitLast(expected);
            }
        }
        assertThat(told.all()).hasSize(9).isEqualTo(other.all());
    }

    @Test
    void shouldFailToStartWhenNobodyKnowsAnything() {
        try (ClusterConfigNodes source = source(IMPATIENT, server.node())) {
            assertThatThrownBy(() -> source.start(told))
                    .isInstanceOf(NodeUnavailableException.class)
                    .hasMessageContaining(server.node().address());
        }
    }

    @Test
    void shouldEndItsThreadAndConnectionAtOnceWhenItIsClosed() {
        server.say(1, ONE);
        Duration hour = Duration.ofHours(1);
        try (ClusterConfigNodes source =
                new ClusterConfigNodes(List.of(server.node()), Lists.quick(), hour, SocketFactory.getDefault())) {
            source.start(told);
            server.answers = line -> "";
            awaitConnections(1);
        }
        Lists.awaitNoThread("ebb-discovery-cluster-" + server.node());
    }

    @Test
    void shouldAskOverTlsAndTakeNames() throws Exception {
        X509Bundle trusted = certificate("localhost");
        try (ConfigServer secure = new ConfigServer(context(trusted, trusted).getServerSocketFactory())) {
            secure.say(1, TWO);
            Node seed = new Node("localhost", secure.node().port());
            SocketFactory sockets = context(trusted, trusted).getSocketFactory();
            try (ClusterConfigNodes source =
                    new ClusterConfigNodes(List.of(seed), Lists.slow(), Duration.ofSeconds(5), sockets)) {
                source.start(told);
                assertThat(told.last()).isEqualTo(nodes("a.example:11211", "b.example:11300"));
            }
        }
    }

    @Test
    void shouldNotTrustACertificateForAnotherHost() throws Exception {
        X509Bundle other = certificate("other.example");
        try (ConfigServer secure = new ConfigServer(context(other, other).getServerSocketFactory())) {
            secure.say(1, TWO);
            Node seed = new Node("localhost", secure.node().port());
            SocketFactory sockets = context(other, other).getSocketFactory();
            Pace pace = new Pace(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(2));
            try (ClusterConfigNodes source =
                    new ClusterConfigNodes(List.of(seed), pace, Duration.ofSeconds(1), sockets)) {
                assertThatThrownBy(() -> source.start(told)).hasMessageContaining("localhost");
            }
        }
        assertThat(told.all()).isEmpty();
    }

    private static X509Bundle certificate(String host) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + host)
                .addSanDnsName(host)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static SSLContext context(X509Bundle own, X509Bundle trusted) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                own.toKeyManagerFactory().getKeyManagers(),
                trusted.toTrustManagerFactory().getTrustManagers(),
                null);
        return context;
    }

    private void awaitConnections(int more) {
        int before = server.connections.get();
        await().until(() -> server.connections.get() >= before + more);
    }
}
