package io.ebbcache.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What some threads did to one object, each one thing after the other: every event with the moments of its call and of its return.
 *
 * <p>It is linearizable if there is an order of all events that a {@link Model} allows and in which none stands before one that had
 * returned when it was called. The search (Wing, Gong: Testing and Verifying Concurrent Objects, 1993) tries all events that may come
 * next, and remembers where it was in vain (Lowe: Testing for Linearizability, 2017).
 */
public final class History<E> {

    /** Counts the moments. A clock would do, if all processors agreed on it. */
    private final AtomicLong moment = new AtomicLong();

    private final List<List<Event<E>>> threads;

    private record Event<E>(int thread, long called, long returned, E what) {}

    /** Where a search is: how many events of each thread are in order, and what that has led to. */
    private record Reached<S>(List<Integer> ordered, S state) {}

    public History(int threads) {
        this.threads = IntStream.range(0, threads)
                .<List<Event<E>>>mapToObj(thread -> new ArrayList<>())
                .toList();
    }

    /** Does something and records it. Each thread uses its own number. */
    public E record(int thread, Callable<E> event) throws Exception {
        long called = moment.getAndIncrement();
        E what = event.call();
        add(thread, called, moment.getAndIncrement(), what);
        return what;
    }

    /** Adds what has happened between two moments, after all else that was recorded of the thread. */
    void add(int thread, long called, long returned, E what) {
        threads.get(thread).add(new Event<>(thread, called, returned, what));
    }

    /** Whether there is an order that explains it. No thread may be recording. */
    public <S> boolean isLinearizable(Model<S, E> model) {
        return new Search<>(model).succeeds(model.initial());
    }

    /** All events in the order in which they were called. */
    @Override
    public String toString() {
        return threads.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Event::called))
                .map(event -> "[%d, %d] %d: %s".formatted(event.called, event.returned, event.thread, event.what))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private final class Search<S> {

        private final Model<S, E> model;
        private final int[] ordered = new int[threads.size()];
        private final Set<Reached<S>> tried = new HashSet<>();

        Search(Model<S, E> model) {
            this.model = model;
        }

        boolean succeeds(S state) {
            long end = firstReturn();
            if (end == Long.MAX_VALUE) {
                return true;
            }
            if (!tried.add(new Reached<>(IntStream.of(ordered).boxed().toList(), state))) {
                return false;
            }
            for (int thread = 0; thread < ordered.length; thread++) {
                if (hasNext(thread) && next(thread).called < end && succeedsWithNextOf(thread, state)) {
                    return true;
                }
            }
            return false;
        }

        private boolean succeedsWithNextOf(int thread, S state) {
            List<S> states = model.next(state, next(thread).what);
            ordered[thread]++;
            for (S each : states) {
                if (succeeds(each)) {
                    return true;
                }
            }
            ordered[thread]--;
            return false;
        }

        /** When the first of those returned that are not in order yet: what was called later cannot come before it. */
        private long firstReturn() {
            long first = Long.MAX_VALUE;
            for (int thread = 0; thread < ordered.length; thread++) {
                if (hasNext(thread)) {
                    first = Math.min(first, next(thread).returned);
                }
            }
            return first;
        }

        private boolean hasNext(int thread) {
            return ordered[thread] < threads.get(thread).size();
        }

        private Event<E> next(int thread) {
            return threads.get(thread).get(ordered[thread]);
        }
    }
}
