package io.ebbcache.bench.load;

import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/** What one thread counts. It counts in plain fields and shows them after each batch; another thread may look at any time. */
final class Tally {
    private static final long LONGEST_NANOS = 300_000_000_000L;
    private static final int DIGITS = 3;

    /** What is counted. */
    enum Count {
        /** Commands that were answered, errors too. */
        COMMANDS,
        /** Keys that were asked for. */
        KEYS,
        HITS,
        SETS,
        /** Commands that were answered by an error. */
        ERRORS,
        /** Values that were not what was stored under their key. */
        WRONG,
        /** Time spent waiting for the moment to send. */
        IDLE_NANOS
    }

    private final long[] counts = new long[Count.values().length];
    private final AtomicLongArray shown = new AtomicLongArray(counts.length);
    private final SingleWriterRecorder gets = new SingleWriterRecorder(1, LONGEST_NANOS, DIGITS);
    private final SingleWriterRecorder sets = new SingleWriterRecorder(1, LONGEST_NANOS, DIGITS);
    private volatile @Nullable String firstError;

    void add(Count count, long amount) {
        counts[count.ordinal()] += amount;
    }

    long own(Count count) {
        return counts[count.ordinal()];
    }

    void answered(boolean get, long nanos) {
        (get ? gets : sets).recordValue(Math.min(Math.max(nanos, 0), LONGEST_NANOS));
    }

    void error(String text) {
        counts[Count.ERRORS.ordinal()]++;
        if (firstError == null) {
            firstError = text;
        }
    }

    /** Lets others see what was counted. */
    void show() {
        for (int i = 0; i < counts.length; i++) {
            shown.setRelease(i, counts[i]);
        }
    }

    /** For other threads. */
    long shown(Count count) {
        return shown.getAcquire(count.ordinal());
    }

    @Nullable
    String firstError() {
        return firstError;
    }

    /** Latencies of gets since the last look. For one other thread. */
    void takeGets(Histogram into) {
        into.add(gets.getIntervalHistogram());
    }

    /** Latencies of sets since the last look. For one other thread. */
    void takeSets(Histogram into) {
        into.add(sets.getIntervalHistogram());
    }
}
