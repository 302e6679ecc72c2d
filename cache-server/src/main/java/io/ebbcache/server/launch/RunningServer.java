package io.ebbcache.server.launch;

import io.ebbcache.region.nativemem.NativeCallException;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.ServerControl;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.net.NetConfig;
import io.ebbcache.server.net.Server;
import io.ebbcache.store.Store;
import io.ebbcache.store.StoreConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A store and the network before it, started and closed together. */
final class RunningServer implements AutoCloseable {
    private final Store store;
    private final Server server;

    private RunningServer(Store store, Server server) {
        this.store = store;
        this.server = server;
    }

    /**
     * Starts both.
     *
     * @param control called when a client asks for the end
     * @throws StartException if the memory or an address cannot be had; nothing is left running then
     */
    static RunningServer start(StoreConfig values, CommandConfig commands, NetConfig net, ServerControl control) {
        Store store = open(values);
        try {
            return new RunningServer(store, Server.start(net, new ServerState(store, commands, net.limits(), control)));
        } catch (IOException e) {
            store.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where it listens, with the ports that were found. */
    List<InetSocketAddress> addresses() {
        return server.addresses();
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
    }

    /** Lets nobody in any more, and gives clients time to leave. */
    void drain(long millis) throws InterruptedException {
        server.drain(millis);
    }

    /** Stops listening, closes all connections, gives the memory back. */
    @Override
    public void close() {
        server.close();
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
