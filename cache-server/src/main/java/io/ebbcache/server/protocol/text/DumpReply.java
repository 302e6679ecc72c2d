package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.ItemDump;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.UriKey;
import io.ebbcache.server.protocol.line.ByteSearch;
import io.ebbcache.server.protocol.line.LineReplies;
import java.util.Base64;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The answer to {@code lru_crawler metadump} and {@code mgdump}: a line for each item. As memcached does, the one ends its
 * lines with a line feed alone and writes keys as in URLs; the other writes keys as they are, or in base64 if that cannot be.
 */
final class DumpReply implements LongReply {

    /** Which of the two. */
    enum Kind {
        /** All that there is to tell of an item. */
        META,
        /** Its key, as a command that asks for it. */
        KEYS
    }

    /** The longest key with three bytes for each of its own, and all numbers, rounded up. */
    private static final int LONGEST_LINE_BYTES = 1000;

    private static final byte DELETE = 0x7f;

    private final ItemDump dump;
    private final Kind kind;
    private final MutableDirectBuffer uriKey = new UnsafeBuffer(new byte[UriKey.MAX_BYTES]);

    DumpReply(ItemDump dump, Kind kind) {
        this.dump = dump;
        this.kind = kind;
    }

    @Override
    public Progress next(ReplyBuffer replies) {
        return switch (dump.next()) {
            case NOTHING -> Progress.MORE;
            case ITEM -> item(replies);
            case END -> end(replies, kind == Kind.META ? TextReplies.END : TextReplies.DUMP_END);
            case NO_MEMORY -> end(replies, LineReplies.NO_MEMORY);
        };
    }

    private static Progress end(ReplyBuffer replies, ReplyText text) {
        replies.put(text);
        return Progress.DONE;
    }

    private Progress item(ReplyBuffer replies) {
        if (!replies.reserve(LONGEST_LINE_BYTES)) {
            dump.hold();
            return Progress.NO_ROOM;
        }
        if (kind == Kind.META) {
            meta(replies);
        } else {
            key(replies);
        }
        return Progress.MORE;
    }

    private void meta(ReplyBuffer replies) {
        replies.put("key=");
        replies.put(uriKey, 0, UriKey.write(dump.keyBuffer(), dump.keyOffset(), dump.keyLength(), uriKey, 0));
        replies.put(" exp=");
        replies.putDecimal(dump.expiry());
        replies.put(" la=");
        replies.putDecimal(dump.lastAccess());
        replies.put(" cas=");
        replies.putUnsignedDecimal(dump.cas());
        replies.put(dump.isFetched() ? " fetch=yes" : " fetch=no");
        replies.put(" cls=1 size=");
        replies.putDecimal(dump.size());
        replies.put(ByteSearch.LINE_FEED);
    }

    private void key(ReplyBuffer replies) {
        replies.put("mg ");
        if (isPlain()) {
            replies.put(dump.keyBuffer(), dump.keyOffset(), dump.keyLength());
        } else {
            byte[] bytes = new byte[dump.keyLength()];
            dump.keyBuffer().getBytes(dump.keyOffset(), bytes);
            replies.put(Base64.getEncoder().encodeToString(bytes));
            replies.put(" b");
        }
        replies.put(LineReplies.LINE_END);
    }

    private boolean isPlain() {
        for (int at = dump.keyOffset(); at < dump.keyOffset() + dump.keyLength(); at++) {
            int value = dump.keyBuffer().getByte(at) & 0xff;
            if (value <= ByteSearch.SPACE || value == DELETE) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void release() {
        dump.release();
    }
}
