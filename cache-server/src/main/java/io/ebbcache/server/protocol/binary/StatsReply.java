package io.ebbcache.server.protocol.binary;

import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.StatsSink;
import org.agrona.concurrent.UnsafeBuffer;

/** Statistics on the wire: a packet for each, its name as key, and an empty packet behind the last. */
final class StatsReply implements StatsSink {

    /** What all packets of one answer take at most; reserved before the first. */
    static final int ROOM_BYTES = 16 * 1024;

    private static final int LONGEST_NUMBER = 20;

    private final PacketWriter writer;
    private final ReplyBuffer replies;
    private final UnsafeBuffer digits = new UnsafeBuffer(new byte[LONGEST_NUMBER]);

    StatsReply(PacketWriter writer) {
        this.writer = writer;
        this.replies = writer.replies();
    }

    @Override
    public void stat(String name, long value) {
        int length = digits.putLongAscii(0, value);
        begin(name, length);
        replies.put(digits, 0, length);
    }

    @Override
    public void stat(String name, String value) {
        begin(name, value.length());
        replies.put(value);
    }

    private void begin(String name, int valueLength) {
        writer.header(PacketStatus.OK, 0, name.length(), name.length() + valueLength, 0);
        replies.put(name);
    }

    void end() {
        writer.header(PacketStatus.OK, 0, 0, 0, 0);
    }
}
