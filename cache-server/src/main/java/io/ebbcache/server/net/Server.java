package io.ebbcache.server.net;

import io.ebbcache.server.command.Listening;
import io.ebbcache.server.command.ServerState;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens, and serves what comes in on its event loops. */
public final class Server implements AutoCloseable {

    /** A channel is writable only while nothing waits to leave, see {@link Connection}. */
    private static final WriteBufferWaterMark NOTHING_WAITS = new WriteBufferWaterMark(1, 1);

    private static final int LAST_REPLIES_MILLIS = 1000;
    private static final int STOP_MILLIS = 5000;
    private static final int POLL_MILLIS = 10;

    private final ServerState state;
    private final Transport transport;
    private final EventLoopGroup group;
    private final Map<EventLoop, Loop> loops = new HashMap<>();
    private final List<Channel> listeners = new ArrayList<>();
    private final @Nullable Tls tls;
    private @Nullable UnixListener unixListener;

    private Server(NetConfig config, ServerState state) throws IOException {
        this.state = state;
        this.tls = config.tls().isPresent() ? Tls.load(config.tls().get()) : null;
        this.transport = Transport.choose(config.transport());
        this.group = new MultiThreadIoEventLoopGroup(
                config.threads(), new DefaultThreadFactory("ebb-loop"), transport.newIoHandler());
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if an address cannot be bound or a file of TLS not be used; nothing is left running then
     */
    public static Server start(NetConfig config, ServerState state) throws IOException {
        Server server = new Server(config, state);
        try {
            server.listen(config);
            return server;
        } catch (Throwable failed) {
            server.close();
            throw failed;
        }
    }

    private void listen(NetConfig config) throws IOException {
        ByteBufAllocator allocator = Buffers.forThreads(config.threads());
        for (EventExecutor executor : group) {
            Loop loop = new Loop(state, allocator);
            loops.put((EventLoop) executor, loop);
            executor.scheduleWithFixedDelay(loop::tick, Loop.TICK_MILLIS, Loop.TICK_MILLIS, TimeUnit.MILLISECONDS);
            if (config.timeouts().anySet()) {
                executor.scheduleAtFixedRate(() -> loop.closeStalled(config.timeouts()), 1, 1, TimeUnit.SECONDS);
            }
        }
        ServerBootstrap common = new ServerBootstrap()
                .group(group)
                .childHandler(new ConnectionSetup(config, state, loops, tls))
                .option(ChannelOption.SO_BACKLOG, config.listen().backlog())
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, NOTHING_WAITS)
                .childOption(ChannelOption.ALLOCATOR, allocator);
        bind(
                config.listen().addresses(),
                common.clone()
                        .channel(transport.serverChannel())
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true));
        if (config.listen().unix().isPresent()) {
            ServerBootstrap unix = common.clone().channel(transport.unixServerChannel());
            unixListener =
                    UnixListener.bind(unix, transport, config.listen().unix().get());
            listeners.add(unixListener.channel());
        }
        tellListening(config);
    }

    private void tellListening(NetConfig config) {
        int port = addresses().isEmpty() ? 0 : addresses().get(0).getPort();
        String host =
                addresses().isEmpty() ? "" : addresses().get(0).getAddress().getHostAddress();
        state.listening(new Listening(
                port,
                host,
                config.listen().backlog(),
                config.timeouts().idleSeconds(),
                config.listen().unix().map(UnixSocket::told),
                config.tls().map(TlsConfig::told)));
    }

    private void bind(List<InetSocketAddress> addresses, ServerBootstrap bootstrap) throws IOException {
        for (InetSocketAddress address : addresses) {
            var bound = bootstrap.bind(address).awaitUninterruptibly();
            if (!bound.isSuccess()) {
                throw new IOException(
                        "cannot listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
            }
            listeners.add(bound.channel());
        }
    }

    /** The addresses of TCP that are listened on, with the ports that were found. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream()
                .map(Channel::localAddress)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .toList();
    }

    /** Whose TLS is used; nothing where there is none. */
    public Optional<String> tlsEngine() {
        return Optional.ofNullable(tls).map(Tls::engineName);
    }

    /** Reads the files of TLS again: new connections get what they say now. What cannot be used is logged, and changes nothing. */
    public void reloadTls() {
        if (tls != null) {
            tls.reload();
        }
    }

    /** For how long the event loop that has been silent longest has not turned; a quarter of a second is usual. */
    public long nanosSinceTurn() {
        long now = System.nanoTime();
        return loops.values().stream()
                .mapToLong(loop -> now - loop.tickedAt())
                .max()
                .orElse(0);
    }

    /** The transport that was chosen. */
    public Transport transport() {
        return transport;
    }

    /** Stops listening, and waits until the clients have left of their own or {@code millis} are over. */
    public void drain(long millis) throws InterruptedException {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        if (unixListener != null) {
            unixListener.removeFile();
        }
        await(millis);
    }

    private void await(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (state.counters().connections() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Stops: replies that are ready may still leave, then all connections are closed. Not for an event loop to call. */
    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        try {
            drain(0);
            loops.forEach((eventLoop, loop) -> eventLoop.execute(loop::endAll));
            await(LAST_REPLIES_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        group.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MILLIS);
        if (tls != null) {
            tls.close();
        }
    }
}
