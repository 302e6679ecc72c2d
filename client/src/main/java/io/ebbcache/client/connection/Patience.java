package io.ebbcache.client.connection;

import io.ebbcache.client.operation.OperationTimeoutException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * How long requests wait, and how long a session may owe a reply. There is no timer for each request: the connection looks at all it has, about ten
 * times in a timeout, while it has any. The oldest come first, so a look ends at the first one that still has time.
 */
final class Patience {

    private static final long LOOKS_PER_TIMEOUT = 10;
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    private final ConnectionSetup setup;
    private final long timeoutNanos;
    private final long silenceNanos;

    Patience(ConnectionSetup setup) {
        this.setup = setup;
        timeoutNanos = setup.config().operationTimeout().toNanos();
        silenceNanos = timeoutNanos + setup.config().silence().toNanos();
    }

    long periodNanos() {
        return Math.max(NANOS_PER_MILLISECOND, timeoutNanos / LOOKS_PER_TIMEOUT);
    }

    /** Fails what was sent too long ago. It keeps its place: its reply may still come, and is nobody else's. */
    void expireSent(Session session, int waiting, long nowNanos) {
        for (Pending pending : session.sent()) {
            if (nowNanos - pending.startNanos < timeoutNanos) {
                return;
            }
            if (!pending.ended) {
                setup.completion()
                        .fail(pending, timeout("sent, no reply", session.sentCount(), waiting, nowNanos, pending));
            }
        }
    }

    /** Fails what was never sent, and forgets it; {@code left} is run for each. */
    void expireWaiting(ArrayDeque<Pending> waiting, ConnectionState state, int sent, long nowNanos, Runnable left) {
        for (Pending pending = waiting.peek(); pending != null; pending = waiting.peek()) {
            if (nowNanos - pending.startNanos < timeoutNanos) {
                return;
            }
            OperationTimeoutException failure =
                    timeout("not sent, connection " + state, sent, waiting.size(), nowNanos, pending);
            waiting.poll();
            left.run();
            setup.completion().fail(pending, failure);
        }
    }

    /** Why the session should be given up, or null. */
    @Nullable
    String silence(Session session, long nowNanos) {
        Pending oldest = session.oldest();
        if (oldest == null || nowNanos - oldest.sentNanos < silenceNanos) {
            return null;
        }
        return "silent for " + (nowNanos - oldest.sentNanos) / NANOS_PER_MILLISECOND + " ms, while "
                + session.sentCount() + " requests wait for replies";
    }

    private OperationTimeoutException timeout(String phase, int sent, int waiting, long nowNanos, Pending pending) {
        long millis = (nowNanos - pending.startNanos) / NANOS_PER_MILLISECOND;
        return new OperationTimeoutException(setup.node().address() + ": " + phase + ", given up after " + millis
                + " ms; " + sent + " wait for replies, " + waiting + " to be sent");
    }
}
