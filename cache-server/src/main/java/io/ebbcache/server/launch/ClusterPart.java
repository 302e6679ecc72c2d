package io.ebbcache.server.launch;

import io.ebbcache.client.connection.ConnectionConfig;
import io.ebbcache.client.connection.ConnectionConfigBuilder;
import io.ebbcache.client.connection.ProtocolChoice;
import io.ebbcache.server.cluster.ClusterNode;
import io.ebbcache.server.cluster.route.Forwarding;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.launch.MemoryPlan.Part;
import io.ebbcache.server.net.PeerTls;
import io.ebbcache.server.net.TlsConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server has to do with its cluster, from before it listens until after it has stopped to. */
final class ClusterPart implements AutoCloseable {

    /** Values on their way between nodes may take so much of the heap. */
    static final long FORWARDED_BYTES = 16 * ByteSize.MIB;

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final int CONNECTIONS_PER_NODE = 2;
    private static final long LEAVE_MILLIS = 2_000;
    private static final long MILLIS = 1000;

    private final ClusterOptions.Joining joining;
    private final ServerState state;
    private final @Nullable Forwarding forwarding;
    private final @Nullable PeerTls tls;
    private @Nullable ClusterNode node;

    /**
     * Before the server listens.
     *
     * @param encryption of this server, and so of the others
     * @throws IOException if a file of TLS cannot be used
     */
    ClusterPart(ClusterOptions.Joining joining, ServerState state, int maxItemBytes, Optional<TlsConfig> encryption)
            throws IOException {
        this.joining = joining;
        this.state = state;
        if (!joining.forward()) {
            forwarding = null;
            tls = null;
            return;
        }
        if (maxItemBytes > FORWARDED_BYTES) {
            throw new StartException(
                    "--route forward passes on items of up to " + new ByteSize(FORWARDED_BYTES) + ": -I is larger");
        }
        tls = encryption.isPresent() ? PeerTls.load(encryption.get(), joining.authorities()) : null;
        Forwarding routes = new Forwarding(
                joining.identity(),
                state,
                connections(maxItemBytes),
                FORWARDED_BYTES,
                joining.group().failureTimeout().dividedBy(2));
        state.commandsBy(routes::commands);
        forwarding = routes;
    }

    /** What a node that forwards may take of the heap for that, part by part. */
    static List<Part> forwardingHeap(boolean hotKeysFound) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("forwarded values", FORWARDED_BYTES));
        if (hotKeysFound) {
            parts.add(new Part("hot copies", Forwarding.HOT_COPIES_BYTES));
        }
        parts.add(new Part("warm-up marks", Forwarding.WARMING_BYTES));
        return List.copyOf(parts);
    }

    private ConnectionConfig connections(int maxItemBytes) {
        ConnectionConfigBuilder connections = ConnectionConfig.builder()
                .protocol(ProtocolChoice.META)
                .connectTimeout(ANSWER_TIMEOUT)
                .operationTimeout(ANSWER_TIMEOUT)
                .silence(SILENCE)
                .backoff(Duration.ofMillis(50), ANSWER_TIMEOUT)
                .connectionsPerNode(CONNECTIONS_PER_NODE)
                .maxValueBytes(maxItemBytes);
        PeerTls itsTls = tls;
        if (itsTls != null) {
            connections.encryption((allocator, peer) -> itsTls.newHandler(allocator));
        }
        if (state.access().credentials() != null) {
            connections.credentials(joining.login().orElse(null));
        }
        return connections.build();
    }

    /** Lets new connections to other nodes have what the files of TLS say now. */
    void reloadTls() {
        if (tls != null) {
            tls.reload();
        }
    }

    /** Looks for the others, once the server listens; returns when it can serve, in some seconds at the latest. */
    void join(List<InetSocketAddress> listening) {
        Forwarding routes = forwarding;
        ClusterNode joined = ClusterNode.start(
                joining.group(), joining.self(listening), routes == null ? target -> {} : routes::tell);
        if (routes != null) {
            routes.seekRingsBy(joined::seekRing);
            joined.listen(routes);
        }
        joined.summarizeBy(state::summary);
        state.cluster(joined);
        node = joined;
        if (routes != null) {
            routes.firstRing().join();
        }
    }

    /** Gives the keys to the others, and goes on serving for a while: clients have to hear of it. */
    void leave() {
        ClusterNode leaving = node;
        if (leaving == null) {
            return;
        }
        try {
            if (leaving.leave(LEAVE_MILLIS)) {
                Thread.sleep(joining.drainSeconds() * MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How much longer than without a cluster an end may take. */
    static long endMillis(ClusterOptions.Joining joining) {
        return LEAVE_MILLIS + joining.drainSeconds() * MILLIS;
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
        if (forwarding != null) {
            forwarding.close();
        }
    }
}
