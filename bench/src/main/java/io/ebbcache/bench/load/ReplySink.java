package io.ebbcache.bench.load;

import org.agrona.DirectBuffer;

/** What a decoder found in the replies of one connection. */
interface ReplySink {
    /** A value begins; the key is {@link KeyText#NO_KEY} where the reply does not name it. */
    void value(long key, int length);

    /** The value's next bytes. */
    void valueBytes(DirectBuffer buffer, int from, int count);

    /** The value is complete. */
    void valueEnds();

    /** The oldest command is answered. */
    void answered(Answer answer);

    /** The oldest command is answered by an error, with its text. */
    void failed(String text);

    /** How a command ended. */
    enum Answer {
        /** A get: all values that there are have been told. */
        GOT,
        STORED,
        NOT_STORED
    }
}
