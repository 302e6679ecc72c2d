package io.ebbcache.server.cluster.route;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The time in which a node fills itself from those that had its keys before it: what it misses it asks them for, and adds what they have. It ends
 * when that finds next to nothing any more.
 *
 * <p>Nothing that was written here since may be undone by that. So each key that is written is marked first, in a table of single bits, and a marked
 * key is neither asked for nor added. Marking and adding exclude each other by stripes of keys: an item is added before a write of its key marks it,
 * and is replaced by that write, or it is not added. What was asked for is marked, too: once is enough, and what has expired here since must not come
 * again. Keys that share a bit are merely missed.
 */
final class Warming {

    static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** One read of so many must find something at the former owner. */
    private static final int READS_PER_FIND = 100;

    private static final int LEAST_READS = 500;
    private static final int MARK_BITS = 24;
    static final int MARKS_BYTES = (1 << MARK_BITS) / Byte.SIZE;
    private static final int MOST_MARKS = (1 << MARK_BITS) / 4;
    private static final int STRIPES = 256;

    private final AtomicLongArray marks = new AtomicLongArray((1 << MARK_BITS) / Long.SIZE);
    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
    private final LongAdder marked = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder finds = new LongAdder();
    private long begunNanos;
    private long windowNanos;
    private long readsBefore;
    private long findsBefore;
    private volatile boolean over;

    Warming(long nowNanos) {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
        begin(nowNanos);
    }

    /** There is more to be filled from now on. */
    void begin(long nowNanos) {
        begunNanos = nowNanos;
        windowNanos = nowNanos;
    }

    /** A key of this place is about to be written, or is not at the former owner. */
    void mark(int place) {
        int bit = bitOf(place);
        if (isMarked(bit)) {
            return;
        }
        ReentrantLock stripe = stripeOf(bit);
        stripe.lock();
        try {
            setMark(bit);
        } finally {
            stripe.unlock();
        }
    }

    private void setMark(int bit) {
        if (!isMarked(bit)) {
            marks.getAndAccumulate(bit >>> 6, 1L << bit, (word, mask) -> word | mask);
            marked.increment();
        }
    }

    private ReentrantLock stripeOf(int bit) {
        return stripes[bit & (STRIPES - 1)];
    }

    private static int bitOf(int place) {
        return place & ((1 << MARK_BITS) - 1);
    }

    private boolean isMarked(int bit) {
        return (marks.get(bit >>> 6) & 1L << bit) != 0;
    }

    /** Whether a former owner may be asked for a key of this place. */
    boolean mayAsk(int place) {
        return !over && !isMarked(bitOf(place));
    }

    /** A key was read that a former owner may have. */
    void read() {
        reads.increment();
    }

    /** Adds what a former owner had, unless its key was written meanwhile; {@code add} says whether it did. */
    boolean add(int place, BooleanSupplier add) {
        int bit = bitOf(place);
        ReentrantLock stripe = stripeOf(bit);
        stripe.lock();
        try {
            if (over || isMarked(bit) || !add.getAsBoolean()) {
                return false;
            }
            setMark(bit);
            finds.increment();
            return true;
        } finally {
            stripe.unlock();
        }
    }

    /** Ends it; when this has returned, nothing is added any more. */
    void end() {
        for (ReentrantLock stripe : stripes) { // with each of them whoever is adding has done so
            stripe.lock();
            try {
                over = true;
            } finally {
                stripe.unlock();
            }
        }
    }

    boolean isOver() {
        return over;
    }

    /** Ends it if it is no longer worth it. */
    void look(long nowNanos) {
        if (nowNanos - begunNanos > LONGEST_NANOS || marked.sum() > MOST_MARKS) {
            end();
            return;
        }
        long readsNow = reads.sum();
        long findsNow = finds.sum();
        if (nowNanos - windowNanos < WINDOW_NANOS || readsNow - readsBefore < LEAST_READS) {
            return;
        }
        if ((findsNow - findsBefore) * READS_PER_FIND < readsNow - readsBefore) {
            end();
        }
        windowNanos = nowNanos;
        readsBefore = readsNow;
        findsBefore = findsNow;
    }
}
