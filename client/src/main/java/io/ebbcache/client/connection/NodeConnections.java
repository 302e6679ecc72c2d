package io.ebbcache.client.connection;

import io.ebbcache.client.operation.OperationListener;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.ring.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one node. Requests for one key always use the same connection while it is up, so they are carried out in the order in which one
 * thread asks. Safe for use by many threads; nothing here ever waits.
 */
public final class NodeConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeConnections.class);
    private static final int HASH_SPREAD = 0x9e3779b9;

    private final Node node;
    private final NodeListener listener;
    private final Connection[] connections;
    private final Object lock = new Object();
    private final Set<HandshakeException.Phase> announcedRefusals = EnumSet.noneOf(HandshakeException.Phase.class);
    private boolean announcedUp = true;

    private NodeConnections(
            Node node, ConnectionConfig config, EventLoops loops, OperationListener operations, NodeListener listener) {
        this.node = node;
        this.listener = listener;
        ConnectionSetup setup =
                new ConnectionSetup(node, config, loops, new Completion(node.address(), operations, config.executor()));
        List<Connection> list = new ArrayList<>();
        for (int i = 0; i < config.connectionsPerNode(); i++) {
            list.add(new Connection(setup, this::stateChanged));
        }
        connections = list.toArray(new Connection[0]);
    }

    /** Begins to connect, and never stops trying until it is closed. */
    public static NodeConnections open(
            Node node, ConnectionConfig config, EventLoops loops, OperationListener operations, NodeListener listener) {
        NodeConnections opened = new NodeConnections(node, config, loops, operations, listener);
        for (Connection connection : opened.connections) {
            connection.start();
        }
        return opened;
    }

    /**
     * Sends a request.
     *
     * @return fails with a {@link io.ebbcache.client.operation.CacheException} whose type says whether the request was sent. It is completed on an event loop,
     *     or on the executor of the configuration: what is attached to it must not block
     */
    public CompletableFuture<Reply> execute(Request request) {
        Pending pending = new Pending(request, System.nanoTime());
        choose(request.key()).execute(pending);
        return pending;
    }

    /** Ends all items of the node. */
    public CompletableFuture<Void> flushAll() {
        Pending pending = new Pending(null, System.nanoTime());
        firstUp(0).execute(pending);
        return pending.thenApply(reply -> null);
    }

    private Connection choose(byte[] key) {
        if (connections.length == 1) {
            return connections[0];
        }
        int hash = Arrays.hashCode(key) * HASH_SPREAD;
        return firstUp((int) (((hash & 0xffff_ffffL) * connections.length) >>> Integer.SIZE));
    }

    private Connection firstUp(int from) {
        for (int i = 0; i < connections.length; i++) {
            Connection connection = connections[(from + i) % connections.length];
            if (!connection.isDown()) {
                return connection;
            }
        }
        return connections[from];
    }

    /** Whether requests are worth sending: false from a failed attempt to connect to the next one that succeeds. */
    public boolean isUp() {
        for (Connection connection : connections) {
            if (!connection.isDown()) {
                return true;
            }
        }
        return false;
    }

    public Node node() {
        return node;
    }

    /** Requests that wait to be sent or for replies. */
    public int inFlight() {
        int sum = 0;
        for (Connection connection : connections) {
            sum += connection.inFlight();
        }
        return sum;
    }

    private void stateChanged() {
        synchronized (lock) {
            boolean up = isUp();
            Throwable cause = up ? null : downCause();
            if (up != announcedUp && (up || cause != null)) {
                announcedUp = up;
                announcedRefusals.clear();
                announce(cause);
            }
            if (cause instanceof HandshakeException refusal && announcedRefusals.add(refusal.phase())) {
                tell(() -> listener.refused(node, refusal));
            }
        }
    }

    private void announce(@Nullable Throwable downCause) {
        if (downCause == null) {
            tell(() -> listener.up(node));
        } else {
            tell(() -> listener.down(node, downCause));
        }
    }

    private static void tell(Runnable listening) {
        try {
            listening.run();
        } catch (RuntimeException e) {
            LOG.warn("a listener of nodes has failed", e);
        }
    }

    /** Null if it is closed rather than down. */
    private @Nullable Throwable downCause() {
        for (Connection connection : connections) {
            Throwable cause = connection.downCause();
            if (cause != null) {
                return cause;
            }
        }
        return null;
    }

    /** Takes no more requests; those it has may end, within the operation timeout. Returns at once. */
    public void closeWhenIdle() {
        for (Connection connection : connections) {
            connection.closeWhenIdle();
        }
    }

    /** Fails what is pending with a {@link io.ebbcache.client.operation.ClosedClientException}. Returns at once; from any thread. */
    @Override
    public void close() {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
