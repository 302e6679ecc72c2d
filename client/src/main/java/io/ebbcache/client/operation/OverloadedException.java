package io.ebbcache.client.operation;

/** Too many requests wait for replies already; this one was not sent. */
public final class OverloadedException extends CacheException {
    private static final long serialVersionUID = 1;

    public OverloadedException(String message) {
        super(message);
    }
}
