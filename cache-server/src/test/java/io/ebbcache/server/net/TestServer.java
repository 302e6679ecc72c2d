package io.ebbcache.server.net;

import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.Credentials;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A server in this process, on a free port of 127.0.0.1, over a small store in emulated memory. */
public final class TestServer implements AutoCloseable {

    static final int MIB = 1 << 20;

    static final String USER = "ann";
    static final String PASSWORD = "secret";

    /** Shaped as memcached's; clients look at it. */
    static final String VERSION = "1.6.45";

    /** What the server answers to {@code version}. */
    static final String VERSION_REPLY = "VERSION " + VERSION + "\r\n";

    /**
     * The buffers of a server that was closed come back when its pool is collected, and a test has more servers than a process
     * has in its life.
     */
    private static final int SERVERS_BETWEEN_COLLECTIONS = 8;

    private static final AtomicInteger CLOSED = new AtomicInteger();

    final Store store;
    final ServerState state;
    final Server server;

    private TestServer(NetConfig config, CommandConfig commands) throws IOException {
        store = TestStores.emulated();
        state = new ServerState(store, commands, config.limits(), graceful -> {});
        server = Server.start(config, state);
    }

    public static TestServer start(NetConfig config) throws IOException {
        return start(config, CommandConfig.standard(VERSION));
    }

    static TestServer start(NetConfig config, CommandConfig commands) throws IOException {
        return new TestServer(config, commands);
    }

    public static TestServer start(TransportChoice transport) throws IOException {
        return start(config(transport));
    }

    /** Serves only those who say that they are {@link #USER}, in either protocol. */
    static TestServer guarded() throws IOException {
        byte[] lines = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        Access access = new Access(Access.Wire.AUTO, new Credentials(lines));
        return start(
                config(TransportChoice.AUTO), CommandConfig.standard(VERSION).withAccess(access));
    }

    /** Two threads, 100 connections, 4 MiB each for requests and replies, 64 KiB of replies for a connection. */
    public static NetConfig config(TransportChoice transport) {
        NetConfig.Memory memory = new NetConfig.Memory(4 * MIB, 4 * MIB, 64 * 1024, 16 * 1024);
        return new NetConfig(Listen.on(freePort()), 2, 100, transport, Timeouts.STANDARD, Optional.empty(), memory);
    }

    static InetSocketAddress freePort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** The transports that this machine has; prints which it has not. */
    static List<TransportChoice> transports() {
        Arrays.stream(Transport.values())
                .filter(transport -> !transport.isAvailable())
                .forEach(transport -> System.out.println("not tested, not available here: " + transport));
        return Arrays.stream(Transport.values())
                .filter(Transport::isAvailable)
                .map(transport -> TransportChoice.valueOf(transport.name()))
                .toList();
    }

    public InetSocketAddress address() {
        return server.addresses().get(0);
    }

    public TestClient connect() throws IOException {
        return new TestClient(address());
    }

    /** Connects a client that takes next to nothing as long as it does not read. */
    TestClient connectDeaf() throws IOException {
        return TestClient.deaf(address());
    }

    @Override
    public void close() {
        server.close();
        store.close();
        if (CLOSED.incrementAndGet() % SERVERS_BETWEEN_COLLECTIONS == 0) {
            System.gc();
        }
    }
}
