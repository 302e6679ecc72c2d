package io.ebbcache.client.operation;

import org.jspecify.annotations.Nullable;

/** Is told of each request that has ended. Called on the thread that ended it: it must be fast and must not fail. */
@FunctionalInterface
public interface OperationListener {

    /**
     * A request has ended.
     *
     * @param node the address of the node that it went to
     * @param nanos since it was asked
     * @param reply null if it failed
     * @param failure null if it did not fail
     */
    void ended(String node, Verb verb, long nanos, @Nullable Reply reply, @Nullable Throwable failure);
}
