package io.ebbcache.client.connection;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What many threads ask of one event loop: a stack that is taken as a whole and turned round (R. K. Treiber, "Systems Programming: Coping with
 * Parallelism", 1986). One atomic step submits a request and tells whether the loop has to be woken: it has if the stack was empty.
 */
final class Submissions {

    private final AtomicReference<@Nullable Pending> last = new AtomicReference<>();

    /** Whether the loop has to be woken. */
    boolean push(Pending pending) {
        Pending before;
        do {
            before = last.get();
            pending.next = before;
        } while (!last.compareAndSet(before, pending));
        return before == null;
    }

    /** Moves all there are behind those that wait, in the order they came in. */
    void moveTo(ArrayDeque<Pending> waiting) {
        Pending rest = last.getAndSet(null);
        if (rest == null) {
            return;
        }
        Pending first = null;
        while (rest != null) {
            Pending before = rest.next;
            rest.next = first;
            first = rest;
            rest = before;
        }
        while (first != null) {
            Pending following = first.next;
            first.next = null;
            waiting.add(first);
            first = following;
        }
    }
}
