package io.ebbcache.client.connection;

import io.ebbcache.client.ring.Node;
import io.ebbcache.client.wire.Protocol;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One attempt to connect, from the name of the host to the choice of the protocol, in a bounded time. All on one event loop. */
final class Attempt implements Handshake.Ending {

    /** How it ends: one of these is called, once, unless it was cancelled. */
    interface Ending {
        /** The server is reached; there is more to do. */
        void reached();

        /** The context is that of the last handler, which is to be replaced. */
        void connected(ChannelHandlerContext context, Protocol protocol);

        void failed(Throwable cause);
    }

    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(128 << 10, 256 << 10);

    private final ConnectionSetup setup;
    private final EventLoop loop;
    private final Ending ending;
    private boolean over;
    private boolean reached;
    private @Nullable Channel channel;
    private @Nullable Future<?> deadline;

    Attempt(ConnectionSetup setup, EventLoop loop, Ending ending) {
        this.setup = setup;
        this.loop = loop;
        this.ending = ending;
    }

    void start() {
        long millis = setup.config().connectTimeout().toMillis();
        deadline = loop.schedule(() -> late(millis), millis, TimeUnit.MILLISECONDS);
        ChannelFuture connecting = connect(new Bootstrap()
                .group(loop)
                .channel(setup.loops().channelType())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) millis)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        prepare(opened);
                    }
                }));
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                failed(done.cause());
            }
        });
    }

    private ChannelFuture connect(Bootstrap bootstrap) {
        Node node = setup.node();
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(node.host());
        return literal == null
                ? bootstrap
                        .resolver(setup.loops().resolver())
                        .connect(InetSocketAddress.createUnresolved(node.host(), node.port()))
                : bootstrap.disableResolver().connect(new InetSocketAddress(literal, node.port()));
    }

    private void prepare(Channel opened) {
        Encryption tls = setup.config().tls();
        if (tls != null) {
            opened.pipeline().addLast(tls.handler(opened.alloc(), setup.node()));
        }
        opened.pipeline().addLast(new Handshake(setup.config(), this));
    }

    private void late(long millis) {
        failed(new ConnectTimeoutException(
                (reached ? "reached, but no agreement" : "not reached") + " within " + millis + " ms"));
    }

    @Override
    public void reached() {
        reached = true;
        if (!over) {
            ending.reached();
        }
    }

    @Override
    public void agreed(ChannelHandlerContext context, Protocol protocol) {
        if (finish()) {
            ending.connected(context, protocol);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (finish()) {
            close();
            ending.failed(cause);
        }
    }

    /** Gives up, without a word. */
    void cancel() {
        if (finish()) {
            close();
        }
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        return true;
    }

    private void close() {
        if (channel != null) {
            channel.close();
        }
    }
}
