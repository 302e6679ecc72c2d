package io.ebbcache.server.cluster.route;

import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.server.command.MemoryBudget;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One question to another node, and its answer, until the connection that needs it has taken it. */
final class RemoteCall {

    private final @Nullable Peer peer;
    private final CallKind kind;
    private final byte[] key;
    private final Runnable wake;
    private final MemoryBudget budget;
    private final long ringVersion;
    private final long askedNanos = System.nanoTime();
    private long copyStamp;
    private long charged;
    private @Nullable Reply reply;
    private @Nullable Throwable failure;
    private boolean abandoned;
    private volatile boolean done;
    private volatile boolean awaited;

    /**
     * A call that is about to be made.
     *
     * @param peer who is asked
     * @param budget is charged with the value that comes back, until that is taken
     * @param charged bytes that it was charged with for this call already
     * @param ringVersion of the ring by which it is asked
     */
    RemoteCall(
            @Nullable Peer peer,
            CallKind kind,
            byte[] key,
            Runnable wake,
            MemoryBudget budget,
            long charged,
            long ringVersion) {
        this.peer = peer;
        this.kind = kind;
        this.key = key;
        this.wake = wake;
        this.budget = budget;
        this.charged = charged;
        this.ringVersion = ringVersion;
    }

    boolean is(CallKind otherKind, byte[] otherKey, int otherLength) {
        return kind == otherKind && Arrays.equals(key, 0, key.length, otherKey, 0, otherLength);
    }

    CallKind kind() {
        return kind;
    }

    @Nullable
    Peer peer() {
        return peer;
    }

    long ringVersion() {
        return ringVersion;
    }

    /** When it was asked. */
    long askedNanos() {
        return askedNanos;
    }

    /** What {@link HotCopies#stamp} gave before it was asked. */
    long copyStamp() {
        return copyStamp;
    }

    RemoteCall copyStamp(long stamp) {
        copyStamp = stamp;
        return this;
    }

    RemoteCall answeredBy(CompletableFuture<Reply> answer) {
        answer.whenComplete(this::complete);
        return this;
    }

    /** By the thread that the answer comes by. */
    private void complete(@Nullable Reply answer, @Nullable Throwable why) {
        synchronized (this) {
            reply = answer;
            failure = why;
            int length = answer == null ? 0 : answer.value().length;
            if (abandoned) {
                reply = null;
            } else if (length > 0 && !budget.acquire(length)) {
                reply = null;
                failure = new RefusedException("SERVER_ERROR out of memory");
            } else {
                charged += length;
            }
            done = true;
        }
        if (awaited) {
            wake.run();
        }
    }

    /** Whether the answer is there; if it is not, the connection is woken when it is. */
    boolean isDone() {
        if (done) {
            return true;
        }
        awaited = true;
        return done;
    }

    /** The answer, or null if there is none. Only when it is done. */
    @Nullable
    synchronized Reply reply() {
        return reply;
    }

    @Nullable
    synchronized Throwable failure() {
        return failure;
    }

    /** Nobody wants it any more. */
    synchronized void release() {
        abandoned = true;
        reply = null;
        budget.release(charged);
        charged = 0;
    }
}
