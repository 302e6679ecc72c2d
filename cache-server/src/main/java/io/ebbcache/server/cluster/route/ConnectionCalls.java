package io.ebbcache.server.cluster.route;

import io.ebbcache.server.command.RemoteCalls;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The questions of one connection, oldest first; for the thread of the connection. */
final class ConnectionCalls implements RemoteCalls {

    private final Runnable wake;
    private final ArrayDeque<RemoteCall> calls = new ArrayDeque<>();
    private final int[] counts = new int[CallKind.values().length];

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
        counts[call.kind().ordinal()]++;
    }

    /** The oldest of this kind for this key; null if there is none. */
    @Nullable
    RemoteCall find(CallKind kind, byte[] key, int length) {
        if (counts[kind.ordinal()] == 0) { // a get of many keys has many calls, all of one kind
            return null;
        }
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
                counts[call.kind().ordinal()]--;
                call.release();
                return;
            }
        }
    }

    /** Nobody comes back for the oldest of this kind for this key, if there is one. */
    void giveUp(CallKind kind, byte[] key, int length) {
        RemoteCall call = find(kind, key, length);
        if (call != null) {
            remove(call);
        }
    }

    @Override
    public void abandon() {
        calls.forEach(RemoteCall::release);
        calls.clear();
        Arrays.fill(counts, 0);
    }
}
