package io.ebbcache.server.net;

import io.ebbcache.server.command.MemoryBudget;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the replies of one connection as they are until the socket takes more, and only then has them encrypted: one record at a
 * time, or a few if the budget of replies has room for them. Otherwise replies that wait to leave would be there twice, plain and
 * encrypted.
 *
 * <p>A {@link Connection} is told that the channel is writable when all of its replies have left, as without TLS.
 */
final class TlsReplies extends ChannelDuplexHandler {

    /** The plain bytes of the largest record. */
    private static final int RECORD_PLAIN_BYTES = 16 * 1024;

    private static final int RECORDS_AT_ONCE = 4;
    private static final int CHARGE_BYTES = RECORDS_AT_ONCE * TlsRecords.RECORD_BYTES;

    private final MemoryBudget budget;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>(4);
    private @Nullable ChannelPromise whenAllHaveLeft;
    private boolean moving;
    private boolean charged;
    private boolean over;
    private long handedOver;

    TlsReplies(MemoryBudget budget) {
        this.budget = budget;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf reply = (ByteBuf) message;
        if (over) {
            reply.release();
        } else if (reply.isReadable()) {
            waiting.add(reply);
        } else {
            reply.release();
            whenAllHaveLeft = promise;
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        move(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        move(ctx);
    }

    private void move(ChannelHandlerContext ctx) {
        if (moving) {
            return;
        }
        moving = true;
        try {
            while (ctx.channel().isWritable()) {
                giveBack();
                if (waiting.isEmpty()) {
                    break;
                }
                encrypt(ctx);
            }
        } finally {
            moving = false;
        }
        if (waiting.isEmpty() && ctx.channel().isWritable()) {
            ctx.fireChannelWritabilityChanged();
            ChannelPromise told = whenAllHaveLeft;
            if (told != null && waiting.isEmpty()) {
                whenAllHaveLeft = null;
                told.trySuccess();
            }
        }
    }

    private void encrypt(ChannelHandlerContext ctx) {
        int room = RECORD_PLAIN_BYTES;
        ByteBuf next = waiting.peek();
        boolean more = waiting.size() > 1 || (next != null && next.readableBytes() > room);
        if (more && budget.acquire(CHARGE_BYTES)) {
            charged = true;
            room *= RECORDS_AT_ONCE;
        }
        while (next != null && room > 0) {
            int length = Math.min(room, next.readableBytes());
            ByteBuf part = length < next.readableBytes() ? next.readRetainedSlice(length) : waiting.remove();
            room -= length;
            handedOver += length;
            ctx.write(part, ctx.voidPromise());
            next = waiting.peek();
        }
        ctx.flush();
    }

    /** Plain bytes that were encrypted so far. */
    long handedOver() {
        return handedOver;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        release();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        release();
    }

    private void release() {
        over = true;
        waiting.forEach(ByteBuf::release);
        waiting.clear();
        giveBack();
    }

    private void giveBack() {
        if (charged) {
            charged = false;
            budget.release(CHARGE_BYTES);
        }
    }
}
