package io.ebbcache.server.admin;

import io.ebbcache.server.command.MemoryBudget;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.dashboard.Dashboard;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dashboard, metrics and health over HTTP, on one thread of its own. What clients can make it hold is bounded: by the number of connections, by
 * the size of a request, by one request a connection, by the bytes of all answers together, and by the time that a connection may last.
 */
public final class AdminServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    /** Connections beyond these are closed at once. */
    static final int MOST_CONNECTIONS = 32;

    private static final int LONGEST_LINE_BYTES = 2 * 1024;
    private static final int LONGEST_HEADERS_BYTES = 8 * 1024;
    private static final int LONGEST_BODY_BYTES = 1024;
    /** Large answers that wait for their clients to take them may take so much of the heap. */
    private static final long MOST_ANSWER_BYTES = 2 * 1024 * 1024;

    private static final int BACKLOG = 16;

    /** A request has to be whole, and its answer taken, within this time. */
    private static final Duration LIFETIME = Duration.ofSeconds(10);

    private static final long STOP_MILLIS = 2_000;

    private final EventLoopGroup thread =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("ebb-admin", true), NioIoHandler.newFactory());
    private final Map<String, Page> pages;
    private final MemoryBudget answers;
    private final Duration lifetime;
    private final AtomicInteger connections = new AtomicInteger();
    private final Channel listener;

    private AdminServer(InetSocketAddress listen, Map<String, Page> pages, MemoryBudget answers, Duration lifetime)
            throws IOException {
        this.pages = pages;
        this.answers = answers;
        this.lifetime = lifetime;
        ChannelFuture bound = new ServerBootstrap()
                .group(thread)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connected(channel);
                    }
                })
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false))
                .bind(listen)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop();
            throw new IOException(
                    "cannot listen on " + listen + ": " + bound.cause().getMessage(), bound.cause());
        }
        listener = bound.channel();
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if the address cannot be bound or a file of the dashboard is not there; nothing is left running then
     */
    public static AdminServer start(AdminConfig config, ServerState state, Health health) throws IOException {
        return start(config, state, health, new MemoryBudget(MOST_ANSWER_BYTES), LIFETIME);
    }

    /**
     * As {@link #start(AdminConfig, ServerState, Health)}.
     *
     * @param answers what large answers together may take
     * @param lifetime of a connection
     */
    static AdminServer start(
            AdminConfig config, ServerState state, Health health, MemoryBudget answers, Duration lifetime)
            throws IOException {
        Dashboard dashboard = new Dashboard(state, config.title(), config.ordinaryBytes());
        Map<String, Page> pages = PageFiles.all();
        pages.put("/dashboard.json", new DashboardPage(dashboard, config.isForThisMachine()));
        pages.put("/metrics", new Metrics(state, config, health));
        pages.put("/health/live", request -> health.live());
        pages.put("/health/ready", request -> health.ready());
        AdminServer server = new AdminServer(config.listen(), Map.copyOf(pages), answers, lifetime);
        server.everySecond(dashboard::sample);
        state.summarizeBy(dashboard::summary);
        return server;
    }

    /** A task that throws would never run again. */
    private void everySecond(Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a sample for the dashboard failed, please report this", e);
            }
        };
        long millis = Dashboard.INTERVAL_MILLIS;
        thread.next().scheduleWithFixedDelay(guarded, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void connected(Channel channel) {
        if (connections.incrementAndGet() > MOST_CONNECTIONS) {
            connections.decrementAndGet();
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
        channel.pipeline()
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(LONGEST_LINE_BYTES)
                        .setMaxHeaderSize(LONGEST_HEADERS_BYTES)))
                .addLast(new HttpObjectAggregator(LONGEST_BODY_BYTES, true))
                .addLast(new AdminConnection(pages, answers, lifetime));
    }

    /** Where it listens, with the port that was found. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Stops; when this has returned, nothing is looked at any more. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        stop();
    }

    private void stop() {
        thread.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * STOP_MILLIS);
    }
}
