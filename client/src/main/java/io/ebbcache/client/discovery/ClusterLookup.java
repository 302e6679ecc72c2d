package io.ebbcache.client.discovery;

import io.ebbcache.client.ring.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Asks the nodes of a cluster for its configuration, each time over a connection of its own. */
final class ClusterLookup implements Lookup {

    private final List<Node> seeds;
    private final Duration timeout;
    private final SocketFactory sockets;

    private long version;
    private List<Node> nodes = List.of();

    private volatile @Nullable Socket open;
    private volatile boolean aborted;

    ClusterLookup(List<Node> seeds, Duration timeout, SocketFactory sockets) {
        this.seeds = seeds;
        this.timeout = timeout;
        this.sockets = sockets;
    }

    @Override
    public List<Node> look() throws IOException, InterruptedException {
        Set<Node> candidates = new LinkedHashSet<>(seeds);
        candidates.addAll(nodes);
        List<String> failures = new ArrayList<>();
        for (Node candidate : candidates) {
            try {
                take(ask(candidate));
                return nodes;
            } catch (IOException e) {
                if (aborted) {
                    throw new InterruptedException();
                }
                failures.add(candidate + ": " + e);
            }
        }
        throw new IOException("no node tells: " + failures);
    }

    private void take(ClusterConfig config) {
        if (nodes.isEmpty() || config.version() > version) {
            version = config.version();
            nodes = config.members().stream()
                    .map(secure() ? ClusterConfig.Member::byName : ClusterConfig.Member::byAddress)
                    .distinct()
                    .toList();
        }
    }

    private boolean secure() {
        return sockets instanceof SSLSocketFactory;
    }

    private ClusterConfig ask(Node node) throws IOException {
        IOException last = new IOException("no address");
        for (InetAddress address : InetAddress.getAllByName(node.host())) {
            try (Socket socket = secure() ? new Socket() : sockets.createSocket()) {
                open = socket;
                if (aborted) {
                    throw new IOException("closed");
                }
                socket.connect(new InetSocketAddress(address, node.port()), (int) timeout.toMillis());
                return read(node, socket);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private ClusterConfig read(Node node, Socket plain) throws IOException {
        if (!(sockets instanceof SSLSocketFactory factory)) {
            return new ClusterConfigReader(new DeadlineStream(plain, timeout), plain.getOutputStream()).read();
        }
        try (SSLSocket socket = (SSLSocket) factory.createSocket(plain, node.host(), node.port(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout((int) timeout.toMillis());
            return new ClusterConfigReader(new DeadlineStream(socket, timeout), socket.getOutputStream()).read();
        }
    }

    /** Ends a look that is under way, and any later one. For any thread. */
    void abort() {
        aborted = true;
        Socket socket = open;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed anyway.
            }
        }
    }
}
