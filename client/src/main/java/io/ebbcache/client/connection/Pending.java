package io.ebbcache.client.connection;

import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.wire.RequestEncoder;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way. It is its own future, and its own node of the list of submissions: there is one object for each request. All that is not
 * final belongs to whoever has it now: the caller until it is submitted, then the event loop.
 */
final class Pending extends CompletableFuture<Reply> {

    /** Null for {@code flush_all}. */
    final @Nullable Request request;

    /** At least as many as it takes on the wire. */
    final int mostBytes;

    final long startNanos;
    long sentNanos;
    int opaque;

    /** Its end was told; what it still has is its place among the replies. */
    boolean ended;

    @Nullable
    Pending next;

    Pending(@Nullable Request request, long startNanos) {
        this.request = request;
        this.mostBytes = request == null ? RequestEncoder.LINE_MOST_BYTES : RequestEncoder.mostBytes(request);
        this.startNanos = startNanos;
    }

    /** What callers derive from it is an ordinary future, which keeps no request. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
