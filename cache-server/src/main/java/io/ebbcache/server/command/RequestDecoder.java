package io.ebbcache.server.command;

import org.agrona.DirectBuffer;

/**
 * Reads the requests of one connection, executes them and writes the replies. It keeps what is unfinished: the bytes
 * that it was given may be reused as soon as {@link #decode} has returned, except those it did not take.
 */
public interface RequestDecoder {

    /** What a decoder may keep of unfinished requests without asking the request budget. */
    int FREE_BYTES = 2 * 1024;

    /**
     * Takes requests from {@code in[from, to)}. Stops early only where the replies must leave first, or where nothing
     * that follows counts any more.
     *
     * @return the index of the first byte that was not taken
     */
    int decode(DirectBuffer in, int from, int to);

    /** Whether it waits for room for replies; {@link #decode} is to be called again, even without new bytes. */
    boolean isWaiting();

    /** Whether it stopped only to let others be served; {@link #decode} is to be called again soon, even without new bytes. */
    default boolean isYielding() {
        return false;
    }

    /**
     * Whether it stopped, beside being {@link #isWaiting}, because another node is asked: {@link #decode} is to be called again when that has
     * answered.
     */
    default boolean isPending() {
        return false;
    }

    /** Whether the client only listens, and nothing is expected from it any more. */
    default boolean isListening() {
        return false;
    }

    /** Whether the connection is over because the client has asked for that. */
    default boolean hasQuit() {
        return false;
    }

    /** Whether the connection is over: nothing more is decoded, what was replied may still leave. */
    boolean isClosed();

    /** How many of the next bytes are surely the rest of one value; what is read at once may be larger then. */
    int expectedBytes();

    /** Whether a request has begun whose rest is to come. */
    boolean isUnfinished();

    /** Gives back all memory. The decoder is not used afterwards; calling this again does no harm. */
    void release();
}
