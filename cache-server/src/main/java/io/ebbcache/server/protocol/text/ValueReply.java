package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.EmptyBuffer;
import io.ebbcache.server.command.ItemReply;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.protocol.line.ByteSearch;
import io.ebbcache.server.protocol.line.LineReplies;
import org.agrona.DirectBuffer;

/** A hit on the wire: {@code VALUE key flags bytes [cas]}, and the value between two line ends. */
final class ValueReply implements ItemReply {

    /** VALUE, two numbers of 10 digits, one of 20, spaces, line ends, and END, rounded up. */
    private static final int FRAME_BYTES = 64;

    private final ReplyBuffer replies;
    private DirectBuffer keyBuffer = EmptyBuffer.INSTANCE;
    private int keyOffset;
    private int keyLength;
    private boolean withCas;
    private int start;

    ValueReply(ReplyBuffer replies) {
        this.replies = replies;
    }

    ValueReply forKey(DirectBuffer buffer, int offset, int length, boolean showCas) {
        this.keyBuffer = buffer;
        this.keyOffset = offset;
        this.keyLength = length;
        this.withCas = showCas;
        return this;
    }

    /** Reserves for the END that may follow, too: a retrieval never has to wait between its last value and END. */
    @Override
    public long begin(int flags, long cas, int valueLength) {
        if (!replies.reserve(FRAME_BYTES + keyLength + valueLength)) {
            return NO_ROOM;
        }
        start = replies.position();
        replies.put(TextReplies.VALUE);
        replies.put(keyBuffer, keyOffset, keyLength);
        replies.put(ByteSearch.SPACE);
        replies.putDecimal(Integer.toUnsignedLong(flags));
        replies.put(ByteSearch.SPACE);
        replies.putDecimal(valueLength);
        if (withCas) {
            replies.put(ByteSearch.SPACE);
            replies.putUnsignedDecimal(cas);
        }
        replies.put(LineReplies.LINE_END);
        return replies.skip(valueLength);
    }

    @Override
    public void complete() {
        replies.put(LineReplies.LINE_END);
    }

    @Override
    public void cancel() {
        replies.rewind(start);
    }
}
