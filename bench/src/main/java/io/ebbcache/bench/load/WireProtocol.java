package io.ebbcache.bench.load;

/** What the generator speaks. */
public enum WireProtocol {
    /** Classic text: get, set. */
    TEXT,
    /** Meta: mg, ms. */
    META,
    /** Binary: Get, Set. */
    BINARY;

    RequestWriter requests(int ttlSeconds) {
        return switch (this) {
            case TEXT -> LineRequests.text(ttlSeconds);
            case META -> LineRequests.meta(ttlSeconds);
            case BINARY -> new BinaryRequests(ttlSeconds);
        };
    }

    ReplyDecoder replies(ReplySink sink) {
        return this == BINARY ? new BinaryReplies(sink) : new LineReplies(sink);
    }
}
