package io.ebbcache.client.wire;

/** What the server sent cannot be the answer to what it was asked: nothing that follows on this connection can be trusted. */
public final class UnreadableReplyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without a stack trace: the message says what came. */
    public UnreadableReplyException(String message) {
        super(message, null, false, false);
    }
}
