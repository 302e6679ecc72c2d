package io.ebbcache.server.protocol.binary;

import io.ebbcache.server.command.EmptyBuffer;
import io.ebbcache.server.command.ItemReply;
import io.ebbcache.server.command.ReplyBuffer;
import org.agrona.DirectBuffer;

/** A hit on the wire: flags as extras, the key where it was asked for, the value. */
final class HitReply implements ItemReply {

    private final PacketWriter writer;
    private final ReplyBuffer replies;
    private DirectBuffer keyBuffer = EmptyBuffer.INSTANCE;
    private int keyOffset;
    private int keyLength;
    private int start;

    HitReply(PacketWriter writer) {
        this.writer = writer;
        this.replies = writer.replies();
    }

    /** The next hit, with a key of {@code length} bytes in the reply; 0 for none. */
    HitReply withKey(DirectBuffer buffer, int offset, int length) {
        this.keyBuffer = buffer;
        this.keyOffset = offset;
        this.keyLength = length;
        return this;
    }

    @Override
    public long begin(int flags, long cas, int valueLength) {
        int bodyLength = PacketLayout.FLAGS_EXTRAS_BYTES + keyLength + valueLength;
        if (!replies.reserve(PacketLayout.HEADER_BYTES + bodyLength)) {
            return NO_ROOM;
        }
        start = replies.position();
        writer.header(PacketStatus.OK, PacketLayout.FLAGS_EXTRAS_BYTES, keyLength, bodyLength, cas);
        replies.putInt(flags);
        replies.put(keyBuffer, keyOffset, keyLength);
        return replies.skip(valueLength);
    }

    @Override
    public void complete() {
        // nothing stands behind the value
    }

    @Override
    public void cancel() {
        replies.rewind(start);
    }
}
