package io.ebbcache.server.command;

import io.netty.buffer.ByteBuf;

/** Where the replies of one connection leave. */
public interface ReplyOutlet {

    /** Takes over {@code replies}; they need not leave yet. */
    void write(ByteBuf replies);

    /**
     * Lets all that was written leave. As soon as nothing of it is left, now or later, {@link ReplyBuffer#sent} is called.
     */
    void flush();

    /** Has the connection's decoder called again soon, without new bytes. Any thread may ask for that. */
    void wake();
}
