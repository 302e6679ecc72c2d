package io.ebbcache.client.routing;

import io.ebbcache.client.connection.NodeConnections;
import io.ebbcache.client.connection.NodeListener;
import io.ebbcache.client.discovery.NodeSource;
import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.operation.ClosedClientException;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.ring.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each request to the nodes that have its key, as the source of nodes, the zones and the state of the nodes want it. */
public final class Router implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final int WATCH_MILLIS = 100;
    private static final String ANY_ZONE = "";

    private final RoutingConfig config;
    private final NodeSource source;
    private final Function<Node, NodeConnections> connect;
    private final ScheduledFuture<?> watching;
    private final Map<String, Ring> rings = new TreeMap<>();
    private volatile @Nullable Backend backend;
    private volatile boolean closed;

    /**
     * Begins to route.
     *
     * @param connect opens connections to a node
     * @param timer looks after the nodes; the router does not end it
     * @throws NodeUnavailableException if there is no list of nodes to begin with
     */
    public Router(
            RoutingConfig config,
            NodeSource source,
            BiFunction<Node, NodeListener, NodeConnections> connect,
            ScheduledExecutorService timer) {
        this.config = config;
        this.source = source;
        NodeListener states = new NodeListener() {
            @Override
            public void up(Node node) {
                // its connections say so
            }

            @Override
            public void down(Node node, Throwable cause) {
                source.suspect();
            }
        };
        this.connect = node -> connect.apply(node, states);
        source.start(this::update);
        this.watching = timer.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<Reply> execute(Request request) {
        Backend now = backend;
        return now == null ? CompletableFuture.failedFuture(nobody()) : now.execute(request);
    }

    @Override
    public CompletableFuture<Void> flush() {
        Backend now = backend;
        return now == null ? CompletableFuture.failedFuture(nobody()) : now.flush();
    }

    private RuntimeException nobody() {
        return closed
                ? new ClosedClientException("the client is closed")
                : new NodeUnavailableException("no node is known");
    }

    private synchronized void update(List<Node> nodes) {
        if (closed) {
            return;
        }
        Map<String, List<Node>> zones = nodes.stream().collect(Collectors.groupingBy(this::zone));
        Set<String> gone = new HashSet<>(rings.keySet());
        gone.removeAll(zones.keySet());
        zones.forEach((zone, its) -> rings.computeIfAbsent(
                        zone, name -> new Ring(config.placement(), config.failure(), connect))
                .update(its));
        List<Ring> closing = gone.stream().map(rings::remove).toList();
        backend = overZones();
        closing.forEach(Ring::close);
        LOG.info("nodes: {}", nodes);
    }

    private String zone(Node node) {
        return config.nearZone() == null ? ANY_ZONE : node.zone();
    }

    /** The near zone first; if it has no node, the first of the others is as good as any. */
    private Backend overZones() {
        List<Ring> order = new ArrayList<>();
        rings.forEach((zone, ring) -> order.add(Objects.equals(zone, config.nearZone()) ? 0 : order.size(), ring));
        return order.size() == 1 ? order.get(0) : new Replicas(order, config.readOnMiss());
    }

    private synchronized void watch() {
        rings.values().forEach(ring -> ring.watch(System.nanoTime()));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            backend = null;
        }
        watching.cancel(false);
        source.close(); // may wait for a thread that brings nodes
        synchronized (this) {
            rings.values().forEach(Ring::close);
        }
    }
}
