package io.ebbcache.server.net;

import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.ServerState;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sets up each accepted connection, or turns it away where there are enough. */
final class ConnectionSetup extends ChannelInitializer<Channel> {

    private static final byte[] TOO_MANY = "ERROR Too many open connections\r\n".getBytes(StandardCharsets.US_ASCII);

    private final NetConfig config;
    private final ServerState state;
    private final Map<EventLoop, Loop> loops;
    private final @Nullable Tls tls;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param loops not changed any more
     * @param tls for connections over TCP
     */
    ConnectionSetup(NetConfig config, ServerState state, Map<EventLoop, Loop> loops, @Nullable Tls tls) {
        this.config = config;
        this.state = state;
        this.loops = loops;
        this.tls = tls;
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
        int usual = config.memory().readBufferBytes();
        if (tls != null && channel.parent().localAddress() instanceof InetSocketAddress) {
            usual = Math.min(usual, TlsRecords.LARGEST_READ_BYTES);
            TlsRecords records = new TlsRecords(tls.newEngine(loop.allocator));
            TlsReplies replies = new TlsReplies(state.replyBudget());
            channel.pipeline().addLast(TightBuffers.INSTANCE, records, replies);
            connection.encrypted(records, replies);
        }
        int largest = connection.isEncrypted() ? usual : ReadSize.LARGEST_READ_BYTES;
        channel.config().setRecvByteBufAllocator(new ReadSize(connection.decoder(), usual, largest));
        channel.pipeline().addLast(connection);
    }
}
