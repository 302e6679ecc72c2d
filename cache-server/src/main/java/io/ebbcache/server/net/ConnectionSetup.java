package io.ebbcache.server.net;

import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.ServerState;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Sets up each accepted connection, or turns it away where there are enough. */
final class ConnectionSetup extends ChannelInitializer<Channel> {

    private static final byte[] TOO_MANY = "ERROR Too many open connections\r\n".getBytes(StandardCharsets.US_ASCII);

    private final NetConfig config;
    private final ServerState state;
    private final Map<EventLoop, Loop> loops;
    private final AtomicInteger open = new AtomicInteger();

    /** @param loops not changed any more */
    ConnectionSetup(NetConfig config, ServerState state, Map<EventLoop, Loop> loops) {
        this.config = config;
        this.state = state;
        this.loops = loops;
    }

    @Override
    protected void initChannel(Channel channel) {
        Loop loop = Objects.requireNonNull(loops.get(channel.eventLoop()));
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        if (open.incrementAndGet() > config.maxConnections()) {
            loop.commands.count(ServerCounter.CONNECTIONS_REJECTED);
            channel.config().setAutoRead(false);
            channel.writeAndFlush(Unpooled.wrappedBuffer(TOO_MANY)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        Connection connection = new Connection(loop, channel, state);
        channel.config()
                .setRecvByteBufAllocator(
                        new ReadSize(connection.decoder(), config.memory().readBufferBytes()));
        channel.pipeline().addLast(connection);
    }
}
