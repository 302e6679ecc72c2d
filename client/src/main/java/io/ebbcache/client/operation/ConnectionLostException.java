package io.ebbcache.client.operation;

/** The connection ended, or was ended, before the reply; the request may have been carried out. */
public final class ConnectionLostException extends CacheException {
    private static final long serialVersionUID = 1;

    public ConnectionLostException(String message) {
        super(message);
    }

    public ConnectionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
