package io.ebbcache.bench.faults;

import java.io.IOException;

/** What came is no answer to what was asked: a value of another key, or no reply at all. */
final class StrangeReplyException extends IOException {
    private static final long serialVersionUID = 1;

    StrangeReplyException(String reply) {
        super("a strange reply: " + reply);
    }
}
