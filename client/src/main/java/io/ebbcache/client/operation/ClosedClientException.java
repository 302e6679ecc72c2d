package io.ebbcache.client.operation;

/** The client is closed. What was sent before that may have been carried out: the message says so. */
public final class ClosedClientException extends CacheException {
    private static final long serialVersionUID = 1;

    public ClosedClientException(String message) {
        super(message);
    }
}
