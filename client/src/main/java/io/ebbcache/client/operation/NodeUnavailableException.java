package io.ebbcache.client.operation;

/** There is no connection to the node; the request was not sent. */
public final class NodeUnavailableException extends CacheException {
    private static final long serialVersionUID = 1;

    public NodeUnavailableException(String message) {
        super(message);
    }

    public NodeUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
