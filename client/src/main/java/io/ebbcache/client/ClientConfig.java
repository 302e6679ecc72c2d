package io.ebbcache.client;

import io.ebbcache.client.connection.ConnectionConfig;
import io.ebbcache.client.discovery.NodeSource;
import io.ebbcache.client.operation.OperationListener;
import io.ebbcache.client.routing.RoutingConfig;

/**
 * How a client works. Immutable; each {@code with…} gives another one.
 *
 * @param nodes where the servers are; the client closes it
 * @param routing how requests find their server, and what happens if that is down
 * @param connection time limits, bounds, encryption, credentials
 * @param listener is told of each request that has ended
 * @param eventLoopThreads that carry all connections; one carries some hundred thousand small requests a second
 */
public record ClientConfig(
        NodeSource nodes,
        RoutingConfig routing,
        ConnectionConfig connection,
        OperationListener listener,
        int eventLoopThreads) {

    public ClientConfig {
        if (eventLoopThreads < 1) {
            throw new IllegalArgumentException("event loop threads: " + eventLoopThreads);
        }
    }

    /** The standard settings for these servers. */
    public static ClientConfig of(NodeSource nodes) {
        return new ClientConfig(
                nodes,
                RoutingConfig.standard(),
                ConnectionConfig.standard(),
                (node, verb, nanos, reply, failure) -> {},
                1);
    }

    /** The same with other routing. */
    public ClientConfig withRouting(RoutingConfig other) {
        return new ClientConfig(nodes, other, connection, listener, eventLoopThreads);
    }

    /** The same with other connections. */
    public ClientConfig withConnection(ConnectionConfig other) {
        return new ClientConfig(nodes, routing, other, listener, eventLoopThreads);
    }

    /** The same, and this one is told of requests. */
    public ClientConfig withListener(OperationListener other) {
        return new ClientConfig(nodes, routing, connection, other, eventLoopThreads);
    }

    /** The same with so many threads. */
    public ClientConfig withEventLoopThreads(int threads) {
        return new ClientConfig(nodes, routing, connection, listener, threads);
    }

    /**
     * Opens the client.
     *
     * @throws io.ebbcache.client.operation.NodeUnavailableException if there is no list of servers to begin with; a server that is down is no
     *     reason to fail
     */
    public EbbClient open() {
        return new EbbClient(this);
    }
}
