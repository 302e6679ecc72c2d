package io.ebbcache.client.operation;

import org.jspecify.annotations.Nullable;

/**
 * A request failed: whether it was carried out is not known, unless a subclass says so. The message names the node, and what was
 * waited for.
 */
public class CacheException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CacheException(String message) {
        this(message, null);
    }

    /** Without a stack trace: that of an event loop tells nothing, and many requests may fail at once. */
    public CacheException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
