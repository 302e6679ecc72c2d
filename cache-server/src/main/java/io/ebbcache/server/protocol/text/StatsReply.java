package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.StatsSink;
import io.ebbcache.server.protocol.line.ByteSearch;
import io.ebbcache.server.protocol.line.LineReplies;

/** Statistics on the wire: {@code STAT name value}, line by line. */
record StatsReply(ReplyBuffer replies) implements StatsSink {

    /** What all lines of one answer take at most; reserved before the first. */
    static final int ROOM_BYTES = 16 * 1024;

    @Override
    public void stat(String name, long value) {
        begin(name);
        replies.putDecimal(value);
        replies.put(LineReplies.LINE_END);
    }

    @Override
    public void stat(String name, String value) {
        begin(name);
        replies.put(value);
        replies.put(LineReplies.LINE_END);
    }

    private void begin(String name) {
        replies.put(TextReplies.STAT);
        replies.put(name);
        replies.put(ByteSearch.SPACE);
    }
}
