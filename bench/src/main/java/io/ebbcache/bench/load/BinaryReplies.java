package io.ebbcache.bench.load;

import io.ebbcache.bench.load.ReplySink.Answer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Replies of the binary protocol: to Get, GetKQ, Noop and Set. */
final class BinaryReplies implements ReplyDecoder {
    private static final byte GET = 0x00;
    private static final byte SET = 0x01;
    private static final byte NO_OPERATION = 0x0a;
    private static final byte GET_WITH_KEY_QUIETLY = 0x0d;
    private static final short OK = 0;
    private static final short NOT_FOUND = 1;
    private static final short NOT_STORED = 5;
    private static final int HIT_EXTRAS = 4;

    private final ReplySink sink;
    private final ValueStream value;
    private boolean answeredByValue;
    private int skip;

    BinaryReplies(ReplySink sink) {
        this.sink = sink;
        this.value = new ValueStream(sink, 0);
    }

    @Override
    public int decode(DirectBuffer buffer, int from, int to) throws UnreadableReplyException {
        int at = from;
        while (at < to || value.isOpen()) {
            if (skip > 0) {
                int skipped = Math.min(skip, to - at);
                skip -= skipped;
                at += skipped;
            } else if (value.isOpen()) {
                at = value.take(buffer, at, to);
                if (value.isOpen()) {
                    return at;
                }
                if (answeredByValue) {
                    sink.answered(Answer.GOT);
                }
            } else {
                int next = packet(buffer, at, to);
                if (next == at) {
                    return at;
                }
                at = next;
            }
        }
        return at;
    }

    private int packet(DirectBuffer buffer, int at, int to) throws UnreadableReplyException {
        if (to - at < BinaryHeader.BYTES) {
            return at;
        }
        if (buffer.getByte(at) != BinaryHeader.REPLY) {
            throw new UnreadableReplyException("a packet that begins with " + buffer.getByte(at));
        }
        byte opcode = buffer.getByte(at + BinaryHeader.OPCODE);
        short status = buffer.getShort(at + BinaryHeader.STATUS, ByteOrder.BIG_ENDIAN);
        int body = buffer.getInt(at + BinaryHeader.BODY_LENGTH, ByteOrder.BIG_ENDIAN);
        if (status == OK && (opcode == GET || opcode == GET_WITH_KEY_QUIETLY)) {
            return hit(buffer, at, to, opcode, body);
        }
        skip = body;
        if (opcode == GET_WITH_KEY_QUIETLY) {
            throw new UnreadableReplyException("a quiet get that ends with status " + status);
        }
        if (opcode == SET && status == OK) {
            sink.answered(Answer.STORED);
        } else if (opcode == SET && status == NOT_STORED) {
            sink.answered(Answer.NOT_STORED);
        } else if (opcode == NO_OPERATION || (opcode == GET && status == NOT_FOUND)) {
            sink.answered(Answer.GOT);
        } else {
            sink.failed("status " + status);
        }
        return at + BinaryHeader.BYTES;
    }

    private int hit(DirectBuffer buffer, int at, int to, byte opcode, int body) throws UnreadableReplyException {
        int key = buffer.getShort(at + BinaryHeader.KEY_LENGTH, ByteOrder.BIG_ENDIAN) & 0xffff;
        int begin = at + BinaryHeader.BYTES + HIT_EXTRAS;
        boolean ours = key == 0 || key == KeyText.BYTES;
        if (!ours || buffer.getByte(at + BinaryHeader.EXTRAS_LENGTH) != HIT_EXTRAS) {
            throw new UnreadableReplyException("a hit with a key of " + key + " bytes");
        }
        if (to < begin + key) {
            return at;
        }
        answeredByValue = opcode == GET;
        value.begin(key == 0 ? KeyText.NO_KEY : KeyText.parse(buffer, begin), body - HIT_EXTRAS - key);
        return begin + key;
    }
}
