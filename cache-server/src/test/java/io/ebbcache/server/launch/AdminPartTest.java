package io.ebbcache.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.dashboard.NodeTitle;
import io.ebbcache.server.net.NetConfig;
import io.ebbcache.server.net.Server;
import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminPartTest {

    private final Store store = TestStores.emulated();
    private final NetConfig net = NetConfig.standard()
            .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .with(new NetConfig.Memory(4 << 20, 4 << 20, 64 * 1024, 16 * 1024));
    private final ServerState state =
            new ServerState(store, CommandConfig.standard("1.2.3"), net.limits(), graceful -> {});
    private Server server;
    private ServerSocket taken;

    @BeforeEach
    void start() throws IOException {
        server = Server.start(net, state);
        taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        taken.close();
        server.close();
        store.close();
    }

    private AdminPart start(int port, boolean needed) throws IOException {
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return AdminPart.start(watching(Optional.of(new AdminOptions.Wanted(listen, needed, false))), server, state);
    }

    private static RunningServer.Watching watching(Optional<AdminOptions.Wanted> wanted) {
        return new RunningServer.Watching(wanted, Map.of(), new NodeTitle("a", "0.1.0"));
    }

    @Test
    void shouldGoOnWithoutAPortThatIsTakenIfNobodyNamedIt() throws IOException {
        try (AdminPart part = start(taken.getLocalPort(), false)) {
            assertThat(part.address()).isEmpty();
        }
        assertThatThrownBy(() -> start(taken.getLocalPort(), true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on");
    }

    @Test
    void shouldListenUnlessThatIsSwitchedOff() throws IOException {
        try (AdminPart part = start(0, true)) {
            assertThat(part.address()).isPresent();
        }
        try (AdminPart part = AdminPart.start(watching(Optional.empty()), server, state)) {
            part.ready(true);
            assertThat(part.address()).isEmpty();
        }
    }
}
