package io.ebbcache.client.connection;

import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.ring.Node;

/**
 * Why there is no connection.
 *
 * @param cause of the last attempt
 * @param sinceNanos when the first one had failed
 */
record Outage(Throwable cause, long sinceNanos) {

    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    NodeUnavailableException failure(Node node) {
        long millis = (System.nanoTime() - sinceNanos) / NANOS_PER_MILLISECOND;
        return new NodeUnavailableException(
                "no connection to " + node.address() + " for " + millis + " ms: " + reason(cause), cause);
    }

    static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
