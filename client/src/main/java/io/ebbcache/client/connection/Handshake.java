package io.ebbcache.client.connection;

import io.ebbcache.client.connection.HandshakeException.Phase;
import io.ebbcache.client.wire.LineReader;
import io.ebbcache.client.wire.Protocol;
import io.ebbcache.client.wire.UnreadableReplyException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What is said before the first request: TLS, who we are, and which protocol the server has. */
final class Handshake extends ChannelInboundHandlerAdapter {

    /** How it ends: one of these is called, once. */
    interface Ending {
        /** The server is reached. */
        void reached();

        void agreed(ChannelHandlerContext context, Protocol protocol);

        void failed(Throwable cause);
    }

    private enum Step {
        TLS(Phase.TLS),
        AUTHENTICATION(Phase.AUTHENTICATION),
        PROTOCOL(Phase.PROTOCOL),
        VERSION(Phase.PROTOCOL),
        OVER(Phase.PROTOCOL);

        final Phase phase;

        Step(Phase phase) {
            this.phase = phase;
        }
    }

    private static final byte[] META_NOOP = "mn\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "version\r\n".getBytes(StandardCharsets.US_ASCII);

    /** memcached before 1.6.10 has a meta protocol with other replies. */
    private static final Pattern EARLY = Pattern.compile("VERSION 1\\.([0-5]\\.|6\\.[0-9](\\D|$)).*");

    private final ConnectionConfig config;
    private final Ending ending;
    private final Received received = new Received();
    private final LineReader line = new LineReader();
    private Step step = Step.TLS;
    private boolean answered;

    Handshake(ConnectionConfig config, Ending ending) {
        this.config = config;
        this.ending = ending;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        ending.reached();
        if (config.tls() == null) {
            authenticate(context);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent tls) {
            if (tls.isSuccess()) {
                authenticate(context);
            } else {
                fail(Outage.reason(tls.cause()), tls.cause());
            }
        }
    }

    private void authenticate(ChannelHandlerContext context) {
        if (step != Step.TLS) {
            return;
        }
        Credentials credentials = config.credentials();
        if (credentials == null) {
            chooseProtocol(context);
            return;
        }
        step = Step.AUTHENTICATION;
        context.writeAndFlush(Unpooled.wrappedBuffer(credentials.command()), context.voidPromise());
    }

    private void chooseProtocol(ChannelHandlerContext context) {
        if (config.protocol() == ProtocolChoice.TEXT) {
            agree(context, Protocol.TEXT);
            return;
        }
        step = Step.PROTOCOL;
        context.writeAndFlush(Unpooled.wrappedBuffer(META_NOOP), context.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        answered = true;
        ByteBuf in = received.add((ByteBuf) message, context.alloc());
        try {
            int lineBytes = line.take(in);
            if (lineBytes == 0) {
                return;
            }
            in.skipBytes(lineBytes);
            if (in.isReadable()) {
                throw new UnreadableReplyException("more than an answer: after '" + line.text() + "'");
            }
            answered(context);
        } catch (UnreadableReplyException e) {
            fail(Outage.reason(e), e);
        } finally {
            received.trim();
        }
    }

    private void answered(ChannelHandlerContext context) {
        if (step == Step.AUTHENTICATION && line.is("STORED")) {
            chooseProtocol(context);
        } else if (step == Step.PROTOCOL && line.is("MN")) {
            if (config.protocol() == ProtocolChoice.META) {
                agree(context, Protocol.META);
            } else {
                step = Step.VERSION;
                context.writeAndFlush(Unpooled.wrappedBuffer(VERSION), context.voidPromise());
            }
        } else if (step == Step.VERSION && line.text().startsWith("VERSION ")) {
            agree(context, EARLY.matcher(line.text()).matches() ? Protocol.TEXT : Protocol.META);
        } else if (step == Step.PROTOCOL && line.is("ERROR") && config.protocol() == ProtocolChoice.AUTO) {
            agree(context, Protocol.TEXT);
        } else {
            fail("the server says '" + line.text() + "'", null);
        }
    }

    private void agree(ChannelHandlerContext context, Protocol protocol) {
        step = Step.OVER;
        ending.agreed(context, protocol);
    }

    private void fail(String why, @Nullable Throwable cause) {
        fail(step.phase, why, cause);
    }

    private void fail(Phase phase, String why, @Nullable Throwable cause) {
        if (step != Step.OVER) {
            step = Step.OVER;
            ending.failed(new HandshakeException(phase, why, cause));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(phase(null), "the server has closed the connection", null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable caught) {
        Throwable cause = caught instanceof DecoderException && caught.getCause() != null ? caught.getCause() : caught;
        fail(phase(cause), Outage.reason(cause), cause);
    }

    /** With TLS 1.3 a server may find after our part of the handshake that it does not want our certificate. */
    private Phase phase(@Nullable Throwable cause) {
        boolean maybeTls = config.tls() != null && !answered;
        return maybeTls || cause instanceof SSLException ? Phase.TLS : step.phase;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        received.release();
    }
}
