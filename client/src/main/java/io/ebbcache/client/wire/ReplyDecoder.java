package io.ebbcache.client.wire;

import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads replies in one protocol. Keeps nothing from one call to the next, but has a line of its own: for one thread. A call that finds
 * a reply not whole has read its line only, never its value: large values may come in many parts.
 */
public interface ReplyDecoder {

    /**
     * Reads the reply to a request.
     *
     * @param opaque that was sent with it
     * @return null if the reply is not whole yet; then the buffer's reader index has not moved
     * @throws RefusedException if the server has refused the request; that reply is read
     * @throws UnreadableReplyException if this cannot be the answer to that request
     */
    @Nullable
    Reply decode(ByteBuf in, Request request, int opaque);
}
