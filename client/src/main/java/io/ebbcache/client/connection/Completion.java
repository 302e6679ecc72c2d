package io.ebbcache.client.connection;

import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.OperationListener;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends requests: tells the listener and completes the future, once. Nothing that callers attach can harm the thread that does it. */
final class Completion {

    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

    private final String node;
    private final OperationListener listener;
    private final @Nullable Executor executor;

    Completion(String node, OperationListener listener, @Nullable Executor executor) {
        this.node = node;
        this.listener = listener;
        this.executor = executor;
    }

    void succeed(Pending pending, Reply reply) {
        if (!end(pending, reply, null)) {
            return;
        }
        if (executor == null) {
            pending.complete(reply);
        } else {
            run(executor, () -> pending.complete(reply));
        }
    }

    void fail(Pending pending, CacheException failure) {
        if (!end(pending, null, failure)) {
            return;
        }
        if (executor == null) {
            pending.completeExceptionally(failure);
        } else {
            run(executor, () -> pending.completeExceptionally(failure));
        }
    }

    private static void run(Executor executor, Runnable completing) {
        try {
            executor.execute(completing);
        } catch (RejectedExecutionException e) {
            // Better on this thread than never.
            completing.run();
        }
    }

    private boolean end(Pending pending, @Nullable Reply reply, @Nullable CacheException failure) {
        if (pending.ended) {
            return false;
        }
        pending.ended = true;
        Request request = pending.request;
        if (request == null) {
            return true;
        }
        try {
            listener.ended(node, request.verb(), System.nanoTime() - pending.startNanos, reply, failure);
        } catch (RuntimeException e) {
            LOG.warn("a listener of operations has failed", e);
        }
        return true;
    }
}
