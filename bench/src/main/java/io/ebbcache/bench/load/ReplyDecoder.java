package io.ebbcache.bench.load;

import org.agrona.DirectBuffer;

/** Reads the replies of one connection, however they are cut. */
interface ReplyDecoder {
    /** The most bytes that are ever left unread. */
    int MOST_LEFT = 512;

    /**
     * Reads replies.
     *
     * @return where it stopped; fewer than {@link #MOST_LEFT} bytes are left, they come again before the ones that follow
     * @throws UnreadableReplyException if what came is no reply
     */
    int decode(DirectBuffer buffer, int from, int to) throws UnreadableReplyException;
}
