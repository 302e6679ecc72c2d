package io.ebbcache.server.protocol.meta;

import io.ebbcache.server.command.ItemReply;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.SeenItem;
import io.ebbcache.server.protocol.line.LineReplies;

/** A hit of {@code mg} on the wire: {@code VA size flags}, and the value between two line ends; or {@code HD flags}. */
final class FoundReply implements ItemReply {

    /** Codes, marks and line ends, rounded up. */
    private static final int FRAME_BYTES = 32;

    /** A space, a letter and a number of 20 digits, rounded up. */
    private static final int FLAG_BYTES = 24;

    private final SeenItem item;
    private final MetaFlags flags;
    private final Echo echo;
    private final ReplyBuffer replies;
    private int start;
    private boolean withValue;

    FoundReply(SeenItem item, MetaFlags flags, Echo echo, ReplyBuffer replies) {
        this.item = item;
        this.flags = flags;
        this.echo = echo;
        this.replies = replies;
    }

    /** A reply without a value always finds room: it is never larger than what is kept free for it. */
    @Override
    public long begin(int clientFlags, long cas, int valueLength) {
        withValue = flags.has('v') && !(flags.has('C') && flags.cas() == cas);
        int length = withValue ? valueLength : 0;
        if (!replies.reserve(frameBytes() + length)) {
            return NO_ROOM;
        }
        start = replies.position();
        if (withValue) {
            replies.put(MetaReplies.VALUE);
            replies.putDecimal(valueLength);
        } else {
            replies.put(MetaReplies.DONE);
        }
        putFlags(Integer.toUnsignedLong(clientFlags), cas, valueLength);
        if (item.isClaimed()) {
            replies.put(MetaReplies.CLAIMED);
        }
        if (item.isStale()) {
            replies.put(MetaReplies.STALE);
        }
        if (item.isWon()) {
            replies.put(MetaReplies.WON);
        }
        replies.put(LineReplies.LINE_END);
        return replies.skip(length);
    }

    private int frameBytes() {
        int count = flags.end() - flags.first();
        int repeated = flags.opaqueToken() == 0 ? 0 : flags.line().length(flags.opaqueToken());
        repeated += flags.has('k') ? flags.line().length(MetaFlags.KEY) : 0;
        return Math.min(FRAME_BYTES + count * FLAG_BYTES + repeated, ReplyBuffer.SMALL_REPLY_BYTES);
    }

    private void putFlags(long clientFlags, long cas, int valueLength) {
        long secondsLeft = item.secondsLeftBefore();
        for (int token = flags.first(); token < flags.end(); token++) {
            int letter = flags.letter(token);
            switch (letter) {
                case 'T' -> secondsLeft = item.secondsLeft(flags.touch());
                case 'N' -> secondsLeft = item.isMade() ? item.secondsLeft(flags.vivify()) : secondsLeft;
                case 't' -> put(letter, secondsLeft);
                case 's' -> put(letter, valueLength);
                case 'f' -> put(letter, clientFlags);
                case 'c' -> put(letter, cas);
                case 'h' -> put(letter, item.isFetched() ? 1 : 0);
                case 'l' -> put(letter, item.idleSeconds());
                case 'O', 'k' -> echo.put(replies, letter);
                default -> {}
            }
        }
    }

    private void put(int letter, long number) {
        FlagReply.put(replies, letter, number);
    }

    @Override
    public void complete() {
        if (withValue) {
            replies.put(LineReplies.LINE_END);
        }
    }

    @Override
    public void cancel() {
        replies.rewind(start);
    }
}
