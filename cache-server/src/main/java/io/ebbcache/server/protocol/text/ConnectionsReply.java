package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.ConnectionStats;
import io.ebbcache.server.command.ReplyBuffer;

/** The answer to {@code stats conns}. */
record ConnectionsReply(ConnectionStats stats) implements LongReply {

    @Override
    public Progress next(ReplyBuffer replies) {
        if (stats.next(new StatsReply(replies))) {
            return Progress.MORE;
        }
        replies.put(TextReplies.END);
        return Progress.DONE;
    }

    @Override
    public void release() {
        // holds nothing
    }
}
