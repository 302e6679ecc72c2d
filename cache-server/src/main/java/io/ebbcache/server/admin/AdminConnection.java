package io.ebbcache.server.admin;

import io.ebbcache.server.command.MemoryBudget;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, and the one request that it may send: so nobody can pile answers up. When the answer has left, the client is to close; whatever
 * happens, the connection does not last longer than it may.
 */
final class AdminConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(AdminConnection.class);

    /** Answers up to so many bytes are always given: health does not depend on who else asks for what. */
    private static final int SMALL_BYTES = 1024;

    private final Map<String, Page> pages;
    private final MemoryBudget answers;
    private final Duration lifetime;
    private @Nullable Future<?> deadline;
    private boolean answered;

    /**
     * A connection that has come in.
     *
     * @param answers what large answers to all clients together may take
     */
    AdminConnection(Map<String, Page> pages, MemoryBudget answers, Duration lifetime) {
        this.pages = pages;
        this.answers = answers;
        this.lifetime = lifetime;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> ctx.close(), lifetime.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (answered) {
            return;
        }
        answered = true;
        Answer answer = request.decoderResult().isFailure()
                ? Answer.line(HttpResponseStatus.BAD_REQUEST, "this is no request that can be understood")
                : answer(request);
        int bytes = answer.body().length;
        int taken = bytes > SMALL_BYTES ? bytes : 0;
        if (answers.acquire(taken)) {
            send(ctx, request, answer, taken);
        } else {
            send(ctx, request, Answer.line(HttpResponseStatus.SERVICE_UNAVAILABLE, "too many answers wait"), 0);
        }
    }

    /** What was taken for the answer is given back when it has left, or never will. */
    private void send(ChannelHandlerContext ctx, FullHttpRequest request, Answer answer, int taken) {
        boolean bodyless = request.method().equals(HttpMethod.HEAD);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                answer.status(),
                bodyless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
        response.headers()
                .set(answer.headers())
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff");
        HttpUtil.setKeepAlive(response, false);
        ctx.writeAndFlush(response).addListener((ChannelFutureListener) written -> {
            answers.release(taken);
            leave(written.channel());
        });
    }

    /** Who closes while something of the client's is unread resets the connection, and the client may lose the answer by that. */
    private static void leave(Channel channel) {
        ((DuplexChannel) channel).shutdownOutput();
    }

    private Answer answer(FullHttpRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return Answer.line(HttpResponseStatus.METHOD_NOT_ALLOWED, "there is only something to get here")
                    .with(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        Request asked = Request.of(request);
        Page page = pages.get(asked.path());
        if (page == null) {
            return Answer.line(
                    HttpResponseStatus.NOT_FOUND,
                    "there is / (the dashboard), /dashboard.json, /metrics, /health/live, /health/ready");
        }
        try {
            return page.answer(asked);
        } catch (IOException | RuntimeException e) {
            LOG.error("{} cannot be answered, please report this", request.uri(), e);
            return Answer.line(HttpResponseStatus.INTERNAL_SERVER_ERROR, "this failed, see the log of the node");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{}: closed after {}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }
}
