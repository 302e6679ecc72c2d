package io.ebbcache.client.operation;

/** The server speaks no protocol that has this request; it was not sent. */
public final class UnsupportedRequestException extends CacheException {
    private static final long serialVersionUID = 1;

    public UnsupportedRequestException(String message) {
        super(message);
    }
}
