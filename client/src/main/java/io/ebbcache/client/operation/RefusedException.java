package io.ebbcache.client.operation;

/** The server has refused the request: it was not carried out. The message is the server's. */
public final class RefusedException extends CacheException {
    private static final long serialVersionUID = 1;

    public RefusedException(String message) {
        super(message);
    }
}
