package io.ebbcache.server.launch;

import io.ebbcache.region.nativemem.NativeCallException;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.ServerControl;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.dashboard.NodeTitle;
import io.ebbcache.server.net.NetConfig;
import io.ebbcache.server.net.Server;
import io.ebbcache.store.Store;
import io.ebbcache.store.StoreConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store and the network before it, started and closed together. */
final class RunningServer implements AutoCloseable {
    private final Store store;
    private final Server server;
    private final AdminPart admin;
    private @Nullable ClusterPart cluster;

    private RunningServer(Store store, Server server, AdminPart admin) {
        this.store = store;
        this.server = server;
        this.admin = admin;
    }

    /**
     * What those see who run it.
     *
     * @param wanted where metrics and health are told, if anywhere
     * @param memoryBounds the bounds on ordinary memory, part by part
     * @param title what they see it by
     */
    record Watching(Optional<AdminOptions.Wanted> wanted, Map<String, Long> memoryBounds, NodeTitle title) {}

    /**
     * Starts both, and what they have to do with a cluster.
     *
     * @param joining the cluster to take part in, if any
     * @param watching where metrics and health are told, if anywhere
     * @param control called when a client asks for the end
     * @throws StartException if the memory or an address cannot be had; nothing is left running then
     */
    static RunningServer start(
            StoreConfig values,
            CommandConfig commands,
            NetConfig net,
            ServerControl control,
            Optional<ClusterOptions.Joining> joining,
            Watching watching) {
        Store store = open(values);
        ServerState state = new ServerState(store, commands, net.limits(), control);
        ClusterPart cluster = null;
        Server server = null;
        try {
            if (joining.isPresent()) {
                cluster = new ClusterPart(joining.get(), state, values.maxItemBytes(), net.tls());
            }
            server = Server.start(net, state);
            AdminPart admin = AdminPart.start(watching, server, state);
            RunningServer running = new RunningServer(store, server, admin);
            if (cluster != null) {
                running.cluster = cluster;
                cluster.join(running.addresses());
            }
            admin.ready(true);
            return running;
        } catch (IOException e) {
            if (server != null) {
                server.close();
            }
            if (cluster != null) {
                cluster.close();
            }
            store.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where it listens, with the ports that were found. */
    List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    /** Where it has dashboard, metrics and health, if anywhere. */
    Optional<InetSocketAddress> adminAddress() {
        return admin.address();
    }

    /** What its values live in. */
    StoreConfig values() {
        return store.config();
    }

    /** What it listens with. */
    String transport() {
        return server.transport().toString();
    }

    /** Whose TLS it uses, if any. */
    Optional<String> tlsEngine() {
        return server.tlsEngine();
    }

    /** Lets new connections have what the files of TLS say now. */
    void reloadTls() {
        server.reloadTls();
        ClusterPart itsCluster = cluster;
        if (itsCluster != null) {
            itsCluster.reloadTls();
        }
    }

    /** Lets nobody in any more, and gives clients time to leave. */
    void drain(long millis) throws InterruptedException {
        admin.ready(false);
        server.drain(millis);
    }

    /** Gives its keys to the others if it is in a cluster, stops listening, closes all connections, gives the memory back. */
    @Override
    public void close() {
        admin.ready(false);
        ClusterPart itsCluster = cluster;
        if (itsCluster != null) {
            itsCluster.leave();
        }
        server.close();
        if (itsCluster != null) {
            itsCluster.close();
        }
        admin.close(); // it looks at the store
        store.close();
    }

    private static Store open(StoreConfig values) {
        try {
            return Store.open(values);
        } catch (NativeCallException e) {
            throw new StartException(
                    "cannot map " + new ByteSize(values.limitBytes()) + " for values: " + e.getMessage(), e);
        }
    }
}
