package io.ebbcache.client.operation;

/** No reply in time; the request may still be carried out. */
public final class OperationTimeoutException extends CacheException {
    private static final long serialVersionUID = 1;

    public OperationTimeoutException(String message) {
        super(message);
    }
}
