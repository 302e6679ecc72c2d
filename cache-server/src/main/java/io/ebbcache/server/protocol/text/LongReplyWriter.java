package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.ReplyBuffer;
import org.jspecify.annotations.Nullable;

/** Writes one long reply, piece by piece; after so many pieces the other connections of the thread have their turn. */
final class LongReplyWriter {

    private static final int PIECES_PER_TURN = 256;

    /** Why it has stopped to write. */
    enum Stop {
        /** There is no room before what was replied has left. */
        WAITING,
        /** Others are to be served first. */
        YIELDING,
        /** Nothing is to be written before something happens. */
        LISTENING,
        /** All is written. */
        OVER
    }

    private @Nullable LongReply reply;

    void begin(LongReply begun) {
        reply = begun;
    }

    Stop write(ReplyBuffer replies) {
        LongReply current = reply;
        if (current == null) {
            return Stop.OVER;
        }
        for (int i = 0; i < PIECES_PER_TURN; i++) {
            if (!replies.isReady()) {
                return Stop.WAITING;
            }
            switch (current.next(replies)) {
                case MORE -> {}
                case NO_ROOM -> {
                    return Stop.WAITING;
                }
                case NOTHING_YET -> {
                    return Stop.LISTENING;
                }
                case DONE -> {
                    drop();
                    return Stop.OVER;
                }
            }
        }
        return Stop.YIELDING;
    }

    /** Gives back what the reply holds; calling this again does no harm. */
    void drop() {
        LongReply dropped = reply;
        if (dropped != null) {
            reply = null;
            dropped.release();
        }
    }
}
