package io.ebbcache.server.cluster.route;

import io.ebbcache.client.connection.ConnectionConfig;
import io.ebbcache.client.connection.ConnectionConfigBuilder;
import io.ebbcache.client.connection.ProtocolChoice;
import io.ebbcache.client.ring.KetamaPlacement;
import io.ebbcache.server.cluster.ring.Identity;
import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.MemoryBudget;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.net.Listen;
import io.ebbcache.server.net.NetConfig;
import io.ebbcache.server.net.Server;
import io.ebbcache.server.net.TestClient;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A node of a cluster whose rings a test decides. */
final class RoutedNode implements AutoCloseable {

    private static final int VALUE_BYTES = 16 << 20;
    private static final AtomicLong STARTS = new AtomicLong();
    private static final Duration PAUSE = Duration.ofSeconds(60);

    final Store store = TestStores.emulated();
    final Forwarding forwarding;
    private final AtomicLong stoodStillNanos = new AtomicLong();
    private final Identity self;
    private Server server;
    private final ServerState state;
    private final NetConfig config;
    private int lastPort;

    RoutedNode(String name) throws IOException {
        this(name, NetConfig.standard(), Access.OPEN, ConnectionConfig.builder());
    }

    /** Another process where this one listened. */
    RoutedNode startedAgain() throws IOException {
        RoutedNode again = new RoutedNode(self.name());
        again.server.close();
        again.lastPort = lastPort;
        again.restart();
        return again;
    }

    /** A node that clients come to in another way, and that comes to other nodes in another way. */
    RoutedNode(String name, NetConfig net, Access access, ConnectionConfigBuilder others) throws IOException {
        self = new Identity(name, STARTS.incrementAndGet());
        config = net.withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .with(new NetConfig.Memory(4 << 20, 4 << 20, 64 * 1024, 16 * 1024));
        CommandConfig commands = CommandConfig.standard("1.6.45").withAccess(access);
        state = new ServerState(store, commands, config.limits(), graceful -> {});
        ConnectionConfig connections = others.protocol(ProtocolChoice.META)
                .operationTimeout(Duration.ofSeconds(3))
                .silence(Duration.ofMillis(300))
                .backoff(Duration.ofMillis(20), Duration.ofMillis(100))
                .build();
        forwarding = new Forwarding(
                self, state, connections, VALUE_BYTES, PAUSE, () -> System.nanoTime() + stoodStillNanos.get());
        state.commandsBy(forwarding::commands);
        server = Server.start(config, state);
    }

    Member member() {
        InetSocketAddress address = server.addresses().get(0);
        return new Member(self.name(), "127.0.0.1", "127.0.0.1", address.getPort(), self.started());
    }

    InetSocketAddress address() {
        return server.addresses().get(0);
    }

    /** Reads the files of TLS again. */
    void reloadTls() {
        server.reloadTls();
    }

    long count(ServerCounter counter) {
        return state.counters().get(counter);
    }

    /** What replies that have not left may take. */
    MemoryBudget replyBudget() {
        return state.replyBudget();
    }

    static RingView ring(long version, RoutedNode... nodes) {
        return new RingView(
                version, "test", List.of(nodes).stream().map(RoutedNode::member).toList());
    }

    /** The ring when one of its nodes is missing. */
    static RingView without(long version, RingView ring, RoutedNode missing) {
        return new RingView(version, "test", ring.members(), Set.of(missing.self.name()), false);
    }

    /** Keys that this node has by a ring. */
    List<String> keysIn(RingView ring, int count) {
        ServingRing placed = ServingRing.of(ring, self);
        return IntStream.range(0, 10_000)
                .mapToObj(i -> "key-" + i)
                .filter(key ->
                        placed.isSelf(placed.ownerAt(KetamaPlacement.placeOf(key.getBytes(StandardCharsets.US_ASCII)))))
                .limit(count)
                .toList();
    }

    /** All of these hear of a ring. */
    static void tell(RingView ring, List<RingView> before, RoutedNode... nodes) {
        for (RoutedNode node : nodes) {
            node.forwarding.changed(new RingNews(ring, before));
        }
    }

    /** For this node it is later, at once. */
    void standStill() {
        stoodStillNanos.addAndGet(2 * PAUSE.toNanos());
    }

    /** Stops to listen and closes all connections; what it holds stays. */
    void stop() {
        server.close();
    }

    /** Listens again where it did. */
    void restart() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), lastPort);
        server = Server.start(config.with(Listen.on(address)), state);
    }

    void keepPort() {
        lastPort = member().port();
    }

    /** Says something on a connection of its own, then quits, and returns all that was replied. */
    String say(String requests) throws IOException {
        return TestClient.say(server.addresses().get(0), requests);
    }

    @Override
    public void close() {
        forwarding.close();
        server.close();
        store.close();
    }
}
