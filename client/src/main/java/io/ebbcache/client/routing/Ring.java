package io.ebbcache.client.routing;

import io.ebbcache.client.connection.NodeConnections;
import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.Expiry;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.ring.Node;
import io.ebbcache.client.ring.Placement;
import io.ebbcache.client.ring.PlacementKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes that share keys between them. Requests read one immutable {@link Layout}; whoever changes the nodes or ejects one puts another in
 * its place.
 */
final class Ring implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(Ring.class);

    private final PlacementKind kind;
    private final Function<Node, NodeConnections> connect;
    private final Ejections ejections;
    private final long gutterTtlSeconds;
    private final Map<Node, NodeConnections> gutter = new LinkedHashMap<>();
    private final @Nullable Placement gutterPlacement;
    private List<Node> nodes = List.of();
    private Set<Node> out = Set.of();
    private volatile Layout layout = Layout.EMPTY;

    /**
     * What requests go by.
     *
     * @param placement of all nodes; null if there are none
     * @param standIn where keys of ejected nodes go; null if none is ejected
     */
    private record Layout(
            @Nullable Placement placement,
            @Nullable Placement standIn,
            Set<Node> ejected,
            Map<Node, NodeConnections> connections) {
        static final Layout EMPTY = new Layout(null, null, Set.of(), Map.of());
    }

    Ring(PlacementKind kind, FailurePolicy policy, Function<Node, NodeConnections> connect) {
        this.kind = kind;
        this.connect = connect;
        this.ejections = new Ejections(policy);
        this.gutterTtlSeconds = Expiry.seconds(policy.gutterTtl());
        policy.gutter().forEach(node -> gutter.put(node, connect.apply(node)));
        this.gutterPlacement = policy.gutter().isEmpty() ? null : kind.of(policy.gutter());
    }

    @Override
    public CompletableFuture<Reply> execute(Request request) {
        Layout now = layout;
        Placement placement = now.placement;
        if (placement == null) {
            return CompletableFuture.failedFuture(new NodeUnavailableException("no node is known"));
        }
        Node node = placement.nodeOf(request.key());
        Placement standIn = now.standIn;
        if (standIn == null || !now.ejected.contains(node)) {
            return send(now.connections.get(node), request);
        }
        Node other = standIn.nodeOf(request.key());
        return gutterPlacement == null
                ? send(now.connections.get(other), request)
                : send(gutter.get(other), shortLived(request));
    }

    private static CompletableFuture<Reply> send(@Nullable NodeConnections connections, Request request) {
        if (connections == null) {
            throw new IllegalStateException("the placement names a node that is not in the ring");
        }
        return connections.execute(request);
    }

    /** What is in the gutter is not deleted by those who reach the node itself again: it has to end soon. */
    private Request shortLived(Request request) {
        boolean gives = switch (request.verb()) {
            case GET, DELETE, APPEND, PREPEND, RELAY -> false;
            case INCREMENT, DECREMENT -> request.initial() != null;
            default -> true;
        };
        boolean longer = request.expiry() == Expiry.NEVER || request.expiry() > gutterTtlSeconds;
        return gives && longer ? request.withExpiry(Expiry.of(Duration.ofSeconds(gutterTtlSeconds))) : request;
    }

    /** These are the nodes from now on. Connections of those that are no more are closed when their requests have ended. */
    synchronized void update(List<Node> all) {
        Map<Node, NodeConnections> connections = new HashMap<>(layout.connections);
        Set<Node> gone = new HashSet<>(connections.keySet());
        all.forEach(node -> connections.computeIfAbsent(node, connect));
        all.forEach(gone::remove);
        nodes = List.copyOf(all);
        List<NodeConnections> closing = gone.stream().map(connections::remove).toList();
        arrange(connections);
        closing.forEach(NodeConnections::closeWhenIdle);
    }

    /** Ejects who has been down for too long, and takes back who is up again. */
    synchronized void watch(long nowNanos) {
        Map<Node, NodeConnections> connections = layout.connections;
        Set<Node> before = out;
        out = ejections.look(connections.keySet(), node -> isUp(connections, node), nowNanos);
        if (!out.equals(before)) {
            LOG.warn("nodes that others stand in for: {}", out.isEmpty() ? "none" : out);
            arrange(connections);
        }
    }

    private static boolean isUp(Map<Node, NodeConnections> connections, Node node) {
        NodeConnections found = connections.get(node);
        return found != null && found.isUp();
    }

    private void arrange(Map<Node, NodeConnections> connections) {
        if (nodes.isEmpty()) {
            layout = new Layout(null, null, Set.of(), connections);
            return;
        }
        Set<Node> ejected = new HashSet<>(out);
        ejected.retainAll(connections.keySet());
        List<Node> left = nodes.stream().filter(node -> !ejected.contains(node)).toList();
        boolean alone = ejected.isEmpty() || left.isEmpty();
        Placement standIn = alone ? null : gutterPlacement != null ? gutterPlacement : kind.of(left);
        layout = new Layout(kind.of(nodes), standIn, ejected, connections);
    }

    @Override
    public CompletableFuture<Void> flush() {
        Layout now = layout;
        return CompletableFuture.allOf(Stream.of(now.connections, gutter)
                .flatMap(each -> each.values().stream())
                .filter(each -> each.isUp() || !now.ejected.contains(each.node()))
                .map(NodeConnections::flushAll)
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public synchronized void close() {
        layout.connections.values().forEach(NodeConnections::close);
        gutter.values().forEach(NodeConnections::close);
    }
}
