package io.ebbcache.client.cache;

import io.ebbcache.client.operation.Reply;

/** What a reply means to a reader. */
final class Hit {

    private Hit() {}

    /**
     * Whether the item is there for a client to fill it, and nothing else. A true value that is empty looks like this while
     * a client refreshes it: that one is loaded once more than needed.
     */
    static boolean isPlaceholder(Reply reply) {
        return reply.isDone() && (reply.won() || reply.claimed()) && reply.value().length == 0 && reply.flags() == 0;
    }

    /** Whether there is a value, and nobody has said that it is no longer true. */
    static boolean isValid(Reply reply) {
        return reply.isDone() && !reply.stale() && !isPlaceholder(reply);
    }
}
