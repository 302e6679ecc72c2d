package io.ebbcache.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Moves what TLS wrote into a buffer of its size, where it is much smaller than the one it lies in: the JDK's engine takes room for
 * the largest record whatever it writes, and that would be held until a slow client has read.
 */
@Sharable
final class TightBuffers extends ChannelOutboundHandlerAdapter {

    static final TightBuffers INSTANCE = new TightBuffers();

    /** Less than this is not worth a copy. */
    private static final int LITTLE_BYTES = 512;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message instanceof ByteBuf written ? tight(ctx, written) : message, promise);
    }

    private static ByteBuf tight(ChannelHandlerContext ctx, ByteBuf written) {
        int length = written.readableBytes();
        if (length == 0 || written.capacity() < 2 * length + LITTLE_BYTES) {
            return written;
        }
        ByteBuf copy = ctx.alloc().directBuffer(length, length);
        copy.writeBytes(written);
        written.release();
        return copy;
    }
}
