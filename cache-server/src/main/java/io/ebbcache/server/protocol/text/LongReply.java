package io.ebbcache.server.protocol.text;

import io.ebbcache.server.command.ReplyBuffer;

/**
 * A reply that may be longer than what may wait to leave: written piece by piece as the client takes it. Nothing else is
 * decoded meanwhile; what comes while a reply without end waits for something to tell is thrown away.
 */
interface LongReply {

    /** What {@link #next} did. */
    enum Progress {
        /** Something was written, or looked at; there may be more. */
        MORE,
        /** Nothing could be written: the replies must leave first. */
        NO_ROOM,
        /** There is nothing to write now; the decoder will be called when there is. */
        NOTHING_YET,
        /** The reply is complete. */
        DONE
    }

    /** Writes the next piece. There is room for a small reply. */
    Progress next(ReplyBuffer replies);

    /** Gives back all memory; also called if the connection ends before the reply. */
    void release();
}
