package io.ebbcache.server.cluster.route;

import io.ebbcache.server.command.RemoteCalls;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The questions of one connection, oldest first; for the thread of the connection. */
final class ConnectionCalls implements RemoteCalls {

    private final Runnable wake;
    private final ArrayDeque<RemoteCall> calls = new ArrayDeque<>();

    ConnectionCalls(Runnable wake) {
        this.wake = wake;
    }

    Runnable wake() {
        return wake;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    int count() {
        return calls.size();
    }

    void add(RemoteCall call) {
        calls.add(call);
    }

    /** The oldest of this kind for this key; null if there is none. */
    @Nullable
    RemoteCall find(CallKind kind, byte[] key, int length) {
        for (RemoteCall call : calls) {
            if (call.is(kind, key, length)) {
                return call;
            }
        }
        return null;
    }

    /** Takes a call out, and gives its memory back. */
    void remove(RemoteCall call) {
        for (Iterator<RemoteCall> all = calls.iterator(); all.hasNext(); ) {
            if (all.next() == call) {
                all.remove();
                call.release();
                return;
            }
        }
    }

    @Override
    public void abandon() {
        calls.forEach(RemoteCall::release);
        calls.clear();
    }
}
