package io.ebbcache.store.stats;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One value for each constant of an enum of counters. Written by one thread at a time and read by any: an increment is
 * a plain addition and an ordered store, which costs a request next to nothing.
 *
 * @param <E> the counters
 */
public final class CounterCells<E extends Enum<E>> {

    /** Keeps the cells of two threads out of each other's cache lines. */
    private static final int PADDING = 16;

    private final AtomicLongArray values;

    public CounterCells(Class<E> counters) {
        this.values = new AtomicLongArray(counters.getEnumConstants().length + 2 * PADDING);
    }

    /** Adds one. Only for the thread that owns these cells. */
    public void increment(E counter) {
        add(counter, 1);
    }

    /** Adds {@code amount}. Only for the thread that owns these cells. */
    public void add(E counter, long amount) {
        int cell = PADDING + counter.ordinal();
        values.setRelease(cell, values.getPlain(cell) + amount);
    }

    /** Adds {@code amount}; for cells that several threads write, and then all of them by this. */
    public void addConcurrently(E counter, long amount) {
        values.getAndAdd(PADDING + counter.ordinal(), amount);
    }

    /** The value now. */
    public long get(E counter) {
        return values.getAcquire(PADDING + counter.ordinal());
    }
}
