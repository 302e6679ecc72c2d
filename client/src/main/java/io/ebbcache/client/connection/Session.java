package io.ebbcache.client.connection;

import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.UnsupportedRequestException;
import io.ebbcache.client.wire.Flush;
import io.ebbcache.client.wire.Protocol;
import io.ebbcache.client.wire.ReplyDecoder;
import io.ebbcache.client.wire.RequestEncoder;
import io.ebbcache.client.wire.UnreadableReplyException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server, from the first request to its end. Requests are sent in batches, and answered in the order in which they were
 * sent. Any doubt about a reply ends it: then nobody gets the answer to somebody else's question.
 */
final class Session extends ChannelInboundHandlerAdapter {

    /** Whose session it is. Nothing of this is called after {@code lost}. */
    interface Owner {
        void answered(Pending pending, Reply reply);

        /** Not carried out, for this reason; the session goes on. */
        void refused(Pending pending, CacheException why);

        /** Not sent: nobody waits for it any more. */
        void dropped(Pending pending);

        /** There is room to send again. */
        void writable();

        /** It is over; these were sent and have no reply. */
        void lost(Session session, ArrayDeque<Pending> sent, String why, @Nullable Throwable cause);
    }

    private static final int BATCH_BYTES = 64 << 10;

    private final Channel channel;
    private final RequestEncoder encoder;
    private final ReplyDecoder decoder;
    private final Owner owner;
    private final Received received = new Received();
    private ArrayDeque<Pending> sent = new ArrayDeque<>();
    private int lastOpaque;
    private boolean proved;
    private boolean over;

    Session(Channel channel, Protocol protocol, int maxValueBytes, Owner owner) {
        this.channel = channel;
        this.encoder = protocol.newEncoder();
        this.decoder = protocol.newDecoder(maxValueBytes);
        this.owner = owner;
    }

    /** Sends what waits, as far as there is room. */
    void send(ArrayDeque<Pending> waiting, long nowNanos) {
        ByteBuf batch = null;
        boolean written = false;
        while (!over && channel.isWritable()) {
            Pending pending = waiting.peek();
            if (pending == null) {
                break;
            }
            int mostBytes = pending.mostBytes;
            if (batch == null) {
                batch = channel.alloc().ioBuffer(batchBytes(mostBytes, waiting.size()));
            } else if (batch.writableBytes() < mostBytes) {
                channel.write(batch, channel.voidPromise());
                written = true;
                batch = null;
                continue;
            }
            waiting.poll();
            encode(pending, batch, nowNanos);
        }
        if (batch != null && (over || !batch.isReadable())) {
            batch.release();
        } else if (batch != null) {
            channel.write(batch, channel.voidPromise());
            written = true;
        }
        if (written) {
            channel.flush();
        }
    }

    private static int batchBytes(int firstBytes, int requests) {
        return (int) Math.max(firstBytes, Math.min(BATCH_BYTES, (long) firstBytes * requests));
    }

    private void encode(Pending pending, ByteBuf batch, long nowNanos) {
        if (pending.isDone()) {
            owner.dropped(pending);
            return;
        }
        int opaque = (lastOpaque + 1) & Integer.MAX_VALUE;
        int begin = batch.writerIndex();
        Request request = pending.request;
        try {
            if (request == null) {
                Flush.encode(batch);
            } else {
                encoder.encode(request, opaque, batch);
            }
        } catch (UnsupportedRequestException e) {
            owner.refused(pending, e);
            return;
        } catch (RuntimeException e) {
            // A bug; but the request must end, and no half of it may be sent.
            batch.writerIndex(begin);
            owner.refused(pending, new CacheException("cannot be written", e));
            return;
        }
        lastOpaque = opaque;
        pending.opaque = opaque;
        pending.sentNanos = nowNanos;
        sent.add(pending);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (over) {
            ((ByteBuf) message).release();
            return;
        }
        ByteBuf in = received.add((ByteBuf) message, context.alloc());
        readReplies(in);
        received.trim();
    }

    private void readReplies(ByteBuf in) {
        while (!over && in.isReadable()) {
            Pending pending = sent.peek();
            if (pending == null) {
                end("the server sends what nobody has asked for", null);
                return;
            }
            try {
                Reply reply = decode(in, pending);
                if (reply == null) {
                    return;
                }
                sent.poll();
                proved = true;
                owner.answered(pending, reply);
            } catch (RefusedException e) {
                sent.poll();
                proved = true;
                owner.refused(pending, e);
            } catch (UnreadableReplyException e) {
                end("unreadable reply, " + e.getMessage(), e);
            }
        }
    }

    private @Nullable Reply decode(ByteBuf in, Pending pending) {
        Request request = pending.request;
        return request == null ? Flush.decode(in) : decoder.decode(in, request, pending.opaque);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!over && channel.isWritable()) {
            owner.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("the server has closed it", null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(Outage.reason(cause), cause);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        received.release();
    }

    /** Ends it; the owner gets what was sent. */
    void end(String why, @Nullable Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        channel.close();
        ArrayDeque<Pending> unanswered = sent;
        sent = new ArrayDeque<>();
        owner.lost(this, unanswered, why, cause);
    }

    /** What was sent and has no reply yet, oldest first; not to be changed. */
    Iterable<Pending> sent() {
        return sent;
    }

    /** The one whose reply is next. */
    @Nullable
    Pending oldest() {
        return sent.peek();
    }

    int sentCount() {
        return sent.size();
    }

    /** Whether the server has answered a request. */
    boolean isProved() {
        return proved;
    }
}
