package io.ebbcache.server.net;

import io.ebbcache.server.command.ClientView;
import io.ebbcache.server.command.Clients;
import io.ebbcache.server.command.CloseReason;
import io.ebbcache.server.command.EmptyBuffer;
import io.ebbcache.server.command.EventKind;
import io.ebbcache.server.command.MemoryBudget;
import io.ebbcache.server.command.RemoteCalls;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyOutlet;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.ServerState;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. What it sends is decoded and executed at once, and the replies to all that one turn of reading brought leave
 * together. When more replies wait than may, nothing is read and what was read is kept, until all of them have left.
 *
 * <p>The channel counts as writable only while nothing waits to leave (see {@link Server}), so its change to writable is the
 * sign that all replies are gone.
 */
final class Connection extends ChannelInboundHandlerAdapter implements ReplyOutlet, ClientView {

    /** What the objects of one connection take on the heap, Netty's included, with room to spare; see the memory test. */
    static final int OBJECT_BYTES = 4 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Loop loop;
    private final Channel channel;
    private final MemoryBudget requestBudget;
    private final ReplyBuffer replies;
    private final RequestDecoder decoder;

    private boolean decoding;
    private boolean suspended;
    private boolean inputEnded;
    private boolean ending;
    private boolean released;
    private CloseReason closeReason = CloseReason.NORMAL;

    /** Whether the loop will come back to this connection by itself. */
    private boolean yielded;

    /** What was received and cannot be decoded yet; beyond one read it is charged to the request budget. */
    private @Nullable ByteBuf kept;

    private int keptCharge;

    private final Clients clients;
    private RemoteCalls remoteCalls = RemoteCalls.NONE;
    private long number;
    private volatile long lastReadSecond;

    private int place;
    private final Patience patience = new Patience();
    private long handedOver;

    /** Both are there where the connection is encrypted. */
    private @Nullable TlsRecords tlsRecords;

    private @Nullable TlsReplies tlsReplies;

    Connection(Loop loop, Channel channel, ServerState state) {
        this.loop = loop;
        this.channel = channel;
        this.requestBudget = state.requestBudget();
        int bound = state.limits().replyBytesPerConnection();
        this.replies = new ReplyBuffer(loop.allocator, state.replyBudget(), this, bound);
        this.decoder = loop.protocols.newDecoder(replies);
        this.clients = state.clients();
    }

    /** Tells that these are between the socket and this connection. */
    void encrypted(TlsRecords records, TlsReplies encrypting) {
        tlsRecords = records;
        tlsReplies = encrypting;
    }

    boolean isEncrypted() {
        return tlsRecords != null;
    }

    RequestDecoder decoder() {
        return decoder;
    }

    // ---- what comes ----

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        loop.commands.count(ServerCounter.CONNECTIONS_OPENED);
        loop.opened(this);
        lastReadSecond = loop.commands.second();
        number = clients.add(this);
        remoteCalls = loop.commands.newRemoteCalls(this::wake);
        SocketAddress remote = channel.remoteAddress(); // the channel knows it at its end only if it was asked before
        if (loop.commands.events().isWatched(EventKind.CONNECTIONS)) {
            loop.commands.events().connected(remote, number);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        loop.commands.count(ServerCounter.BYTES_READ, in.readableBytes());
        patience.received();
        noteRead();
        if (ending || released) {
            in.release();
        } else if (suspended) {
            keepMore(in);
        } else {
            decode(in);
        }
    }

    private void decode(ByteBuf in) {
        boolean keep = false;
        decoding = true;
        loop.commands.serve(number, remoteCalls);
        try {
            int length = in.readableBytes();
            if (length == 0) {
                decoder.decode(EmptyBuffer.INSTANCE, 0, 0);
            } else {
                loop.received.wrap(in.memoryAddress() + in.readerIndex(), length);
                in.skipBytes(decoder.decode(loop.received, 0, length));
            }
            suspended = decoder.isWaiting() || decoder.isYielding();
            keep = suspended && in.isReadable();
        } finally {
            decoding = false;
            if (keep) {
                kept = in;
            } else {
                in.release();
            }
        }
        if (suspended) {
            if (decoder.isYielding()) {
                yieldTurn();
            } else if (!decoder.isPending()) {
                loop.commands.count(ServerCounter.REPLIES_WAITED);
            }
            channel.config().setAutoRead(false);
        } else if (decoder.isClosed()) {
            end(decoder.hasQuit() ? CloseReason.NORMAL : CloseReason.ERROR);
        }
    }

    /** Lets other connections be served before this one goes on. */
    private void yieldTurn() {
        patience.received(); // it is not the client who lets it wait
        if (!yielded) {
            yielded = true;
            channel.eventLoop().execute(() -> {
                yielded = false;
                replies.flush();
                resume();
            });
        }
    }

    /** Bytes that were on their way when reading was stopped: they must wait, too. */
    private void keepMore(ByteBuf in) {
        ByteBuf before = kept;
        if (before == null) {
            kept = in;
            return;
        }
        int length = before.readableBytes() + in.readableBytes();
        if (!requestBudget.acquire(length)) {
            in.release();
            tell("closed, sends on without reading");
            closeReason = CloseReason.ERROR;
            channel.close();
            return;
        }
        ByteBuf both = loop.allocator.directBuffer(length, length);
        both.writeBytes(before).writeBytes(in);
        before.release();
        in.release();
        requestBudget.release(keptCharge);
        keptCharge = length;
        kept = both;
    }

    private void resume() {
        if (!suspended || decoding || released) {
            return;
        }
        suspended = false;
        ByteBuf in = kept;
        int charge = keptCharge;
        kept = null;
        keptCharge = 0;
        decode(in == null ? Unpooled.EMPTY_BUFFER : in);
        if (kept != null) {
            keptCharge = charge;
        } else {
            requestBudget.release(charge);
        }
        if (!suspended && !ending) {
            replies.flush();
            endOrRead();
        } else if (decoder.isPending()) {
            replies.flush(); // what others answer may take its time
        }
    }

    private void endOrRead() {
        if (inputEnded) {
            end(CloseReason.NORMAL);
        } else {
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        replies.flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            inputEnded = true;
            if (!suspended) {
                end(CloseReason.NORMAL);
            }
        } else if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            loop.commands.count(ServerCounter.TLS_HANDSHAKES_FAILED);
        }
    }

    // ---- what leaves ----

    @Override
    public void write(ByteBuf batch) {
        loop.commands.count(ServerCounter.BYTES_WRITTEN, batch.readableBytes());
        handedOver += batch.readableBytes();
        channel.write(batch, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void wake() {
        try {
            channel.eventLoop().execute(this::woken);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: not woken, the server stops", channel.remoteAddress());
        }
    }

    private void woken() {
        if (ending || released) {
            return;
        }
        if (suspended) {
            if (decoder.isPending()) {
                resume();
            }
            return; // else it goes on by itself
        }
        decode(Unpooled.EMPTY_BUFFER);
        if (!suspended && !ending) {
            replies.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            replies.sent();
            resume();
        }
    }

    // ---- the end ----

    /** Decodes nothing more, and closes when all replies have left. */
    void end(CloseReason reason) {
        if (ending) {
            return;
        }
        ending = true;
        closeReason = reason;
        channel.config().setAutoRead(false);
        replies.flush();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes if the client has let it wait for too long; called once a second. */
    void closeIfStalled(Timeouts timeouts) {
        if (decoder.isListening()) {
            patience.received();
        }
        boolean unfinished = decoder.isUnfinished() || (tlsRecords != null && tlsRecords.holdsPart());
        ServerCounter reason = patience.secondPassed(timeouts, replies.waitingBytes() > 0, unfinished, bytesThatLeft());
        if (reason != null) {
            loop.commands.count(reason);
            tell("closed, " + reason);
            closeReason = reason == ServerCounter.CONNECTIONS_IDLE_CLOSED ? CloseReason.IDLE : CloseReason.ERROR;
            channel.unsafe().close(channel.voidPromise()); // TLS would wait for what it says last to leave
        }
    }

    private long bytesThatLeft() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        if (outbound == null) {
            return handedOver;
        }
        if (tlsReplies != null) {
            return tlsReplies.handedOver() + outbound.currentProgress();
        }
        return handedOver - outbound.totalPendingWriteBytes() + outbound.currentProgress();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable caught) {
        Throwable cause = caught instanceof DecoderException && caught.getCause() != null ? caught.getCause() : caught;
        if (cause instanceof IOException) {
            tell(String.valueOf(cause.getMessage()));
        } else {
            loop.commands.count(ServerCounter.CONNECTIONS_FAILED);
            LOG.warn("{}: closed after {}", channel.remoteAddress(), String.valueOf(cause));
        }
        closeReason = CloseReason.ERROR;
        channel.close();
    }

    /** What a client did, for an operator who asked for it with {@code verbosity}. */
    private void tell(String what) {
        if (loop.commands.state().verbosity() > 0) {
            LOG.info("{}: {}", channel.remoteAddress(), what);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (released) {
            return;
        }
        released = true;
        loop.commands.count(ServerCounter.CONNECTIONS_CLOSED);
        loop.closed(this);
        remoteCalls.abandon();
        clients.remove(number);
        if (loop.commands.events().isWatched(EventKind.CONNECTIONS)) {
            loop.commands.events().disconnected(channel.remoteAddress(), closeReason, number);
        }
        decoder.release();
        replies.release();
        ByteBuf rest = kept;
        if (rest != null) {
            kept = null;
            rest.release();
        }
        requestBudget.release(keptCharge);
        keptCharge = 0;
    }

    // ---- what statistics tell ----

    private void noteRead() {
        long second = loop.commands.second();
        if (second != lastReadSecond) {
            lastReadSecond = second;
        }
    }

    @Override
    public String remoteAddress() {
        return text(channel.remoteAddress());
    }

    @Override
    public String localAddress() {
        return text(channel.localAddress());
    }

    private static String text(@Nullable SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return "unix:" + address;
        }
        String host = inet.getAddress().getHostAddress();
        return (inet.getAddress() instanceof Inet6Address ? "tcp6:[" + host + "]:" : "tcp:" + host + ":")
                + inet.getPort();
    }

    @Override
    public boolean isWaiting() {
        return decoder.isWaiting();
    }

    @Override
    public long lastReadSecond() {
        return lastReadSecond;
    }

    int place() {
        return place;
    }

    /** Where the loop has it in its list. */
    void place(int index) {
        place = index;
    }
}
