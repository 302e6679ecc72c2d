package io.ebbcache.client;

import io.ebbcache.client.cache.Cache;
import io.ebbcache.client.codec.Codec;
import io.ebbcache.client.codec.Codecs;
import io.ebbcache.client.connection.EventLoops;
import io.ebbcache.client.connection.NodeConnections;
import io.ebbcache.client.discovery.FixedNodes;
import io.ebbcache.client.operation.Backend;
import io.ebbcache.client.ring.Node;
import io.ebbcache.client.routing.Router;
import java.util.Arrays;

/**
 * A client of one cache, over however many servers. One is enough for an application: it is safe for use by many threads, and its few
 * connections carry the requests of all of them.
 */
public final class EbbClient implements AutoCloseable {
    private final EventLoops loops;
    private final Backend backend;

    EbbClient(ClientConfig config) {
        loops = new EventLoops(config.eventLoopThreads());
        try {
            backend = new Router(
                    config.routing(),
                    config.nodes(),
                    (node, states) -> NodeConnections.open(node, config.connection(), loops, config.listener(), states),
                    loops.timer());
        } catch (RuntimeException e) {
            loops.close();
            throw e;
        }
    }

    /**
     * A client of these servers, with standard settings.
     *
     * @param addresses {@code host:port} each, or {@code host} for port 11211
     */
    public static EbbClient of(String... addresses) {
        return ClientConfig.of(
                        new FixedNodes(Arrays.stream(addresses).map(Node::parse).toList()))
                .open();
    }

    /** Values as the codec has them. */
    public <V> Cache<V> cache(Codec<V> codec) {
        return new Cache<>(backend, codec);
    }

    /** Strings, as most clients of memcached store them. */
    public Cache<String> strings() {
        return cache(Codecs.string());
    }

    /** Bytes as they are. */
    public Cache<byte[]> bytes() {
        return cache(Codecs.bytes());
    }

    /** What carries requests out, for those who build something else than a {@link Cache} upon it. */
    public Backend backend() {
        return backend;
    }

    /** Ends all connections; requests that wait fail. */
    @Override
    public void close() {
        backend.close();
        loops.close();
    }
}
