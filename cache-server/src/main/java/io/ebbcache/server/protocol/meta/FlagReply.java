package io.ebbcache.server.protocol.meta;

import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.SeenItem;
import io.ebbcache.server.protocol.line.ByteSearch;

/** A flag in a reply that says a number. */
final class FlagReply {

    private FlagReply() {}

    /** Writes a space, the letter and the number: unsigned, but for a time to live. */
    static void put(ReplyBuffer replies, int letter, long number) {
        replies.put(ByteSearch.SPACE);
        replies.put((byte) letter);
        if (letter == 't') {
            putSeconds(replies, number);
        } else {
            replies.putUnsignedDecimal(number);
        }
    }

    /** Writes a time to live: seconds, or -1. */
    static void putSeconds(ReplyBuffer replies, long seconds) {
        replies.putDecimal(seconds == SeenItem.UNLIMITED ? -1 : seconds);
    }
}
