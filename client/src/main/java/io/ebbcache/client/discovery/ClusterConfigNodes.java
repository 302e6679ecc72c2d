package io.ebbcache.client.discovery;

import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.ring.Node;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * The nodes that a cluster says it has: auto-discovery as managed memcached services have it, and Ebb's own nodes. The seeds are asked
 * first, each at all its addresses, then the nodes that are known; the first that answers counts. A list that is not of a higher version
 * than the one we have changes nothing: it comes from a node that has not heard yet.
 *
 * <p>A node's host is its address, or its name where it has no address. With TLS it is the name where there is one: certificates name it.
 */
public final class ClusterConfigNodes implements NodeSource {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ClusterLookup lookup;
    private final Lookout lookout;

    /** Asks these over plain TCP, with two seconds for each. */
    public ClusterConfigNodes(List<Node> seeds, Pace pace) {
        this(seeds, pace, TIMEOUT, SocketFactory.getDefault());
    }

    /**
     * Asks these.
     *
     * @param seeds the configuration endpoint, or some nodes
     * @param timeout to connect to one, and again for its whole answer
     * @param sockets with an {@link SSLSocketFactory} connections have TLS, and the server's certificate must be for its host
     * @throws IllegalArgumentException if there is no seed
     */
    public ClusterConfigNodes(List<Node> seeds, Pace pace, Duration timeout, SocketFactory sockets) {
        if (seeds.isEmpty() || timeout.toMillis() <= 0 || timeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("seeds " + seeds + ", timeout " + timeout);
        }
        this.lookup = new ClusterLookup(List.copyOf(seeds), timeout, sockets);
        this.lookout = new Lookout("cluster-" + seeds.get(0), pace, () -> lookup);
    }

    @Override
    public void start(Consumer<List<Node>> nodes) {
        try {
            lookout.start(nodes);
        } catch (NodeUnavailableException e) {
            lookup.abort();
            throw e;
        }
    }

    @Override
    public void suspect() {
        lookout.suspect();
    }

    @Override
    public void close() {
        lookout.close();
        lookup.abort();
    }
}
