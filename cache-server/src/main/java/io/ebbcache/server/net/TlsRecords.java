package io.ebbcache.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * TLS of one connection, with two bounds that {@link SslHandler} does not have: on the size of a record that is waited for, and on
 * what TLS itself answers to a client that does not read (a key update is 27 bytes, and asks for one).
 */
final class TlsRecords extends SslHandler {

    /**
     * What is read at once at most. With one byte less than the largest record it fits in {@link #RECEIVE_BYTES}, the power of two that
     * {@link SslHandler} takes for a record that comes in pieces.
     */
    static final int LARGEST_READ_BYTES = 12 * 1024;

    /** The most memory that a record takes whose end has not come. */
    static final int RECEIVE_BYTES = 32 * 1024;

    /** The most memory that a record takes that waits to leave, or that a client has sent and is not decoded yet. */
    static final int RECORD_BYTES = 20 * 1024;

    private static final int HEADER_BYTES = 5;
    private static final int LENGTH_OFFSET = 3;

    /** RFC 5246, 6.2.3; TLS 1.3 allows less. */
    private static final int LARGEST_PAYLOAD_BYTES = 16 * 1024 + 2048;

    /** More than a handshake and one turn of replies come to. */
    private static final int MOST_RECORDS_WAITING = 16;

    TlsRecords(SSLEngine engine) {
        super(engine);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws SSLException {
        if (in.readableBytes() >= HEADER_BYTES
                && in.getUnsignedShort(in.readerIndex() + LENGTH_OFFSET) > LARGEST_PAYLOAD_BYTES) {
            in.skipBytes(in.readableBytes());
            throw new SSLException("a record larger than TLS has");
        }
        ChannelOutboundBuffer outbound = ctx.channel().unsafe().outboundBuffer();
        if (outbound != null && outbound.size() > MOST_RECORDS_WAITING) {
            in.skipBytes(in.readableBytes());
            throw new SSLException("asks for answers without reading them");
        }
        super.decode(ctx, in, out);
    }

    /** Whether a record has begun whose end has not come. */
    boolean holdsPart() {
        return actualReadableBytes() > 0;
    }
}
