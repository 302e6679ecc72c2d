package io.ebbcache.server.net;

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
import java.util.concurrent.TimeUnit;

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

    private Server(NetConfig config, ServerState state) {
        this.state = state;
        this.transport = Transport.choose(config.transport());
        this.group = new MultiThreadIoEventLoopGroup(
                config.threads(), new DefaultThreadFactory("ebb-loop"), transport.newIoHandler());
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if an address cannot be bound; nothing is left running then
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
            if (config.idleSeconds() > 0) {
                executor.scheduleAtFixedRate(() -> loop.closeIdle(config.idleSeconds()), 1, 1, TimeUnit.SECONDS);
            }
        }
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(transport.serverChannel())
                .childHandler(new ConnectionSetup(config, state, loops))
                .option(ChannelOption.SO_BACKLOG, config.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, NOTHING_WAITS)
                .childOption(ChannelOption.ALLOCATOR, allocator);
        for (InetSocketAddress address : config.listen()) {
            var bound = bootstrap.bind(address).awaitUninterruptibly();
            if (!bound.isSuccess()) {
                throw new IOException(
                        "cannot listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
            }
            listeners.add(bound.channel());
        }
    }

    /** The addresses that are listened on, with the ports that were found. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream()
                .map(listener -> (InetSocketAddress) listener.localAddress())
                .toList();
    }

    /** The transport that was chosen. */
    public Transport transport() {
        return transport;
    }

    /** Stops listening, and waits until the clients have left of their own or {@code millis} are over. */
    public void drain(long millis) throws InterruptedException {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
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
    }
}
