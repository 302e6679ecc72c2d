package io.ebbcache.bench.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** What is counted in a step. Not safe for several threads; the recorder takes care of that. */
final class StepTally {
    private static final long LONGEST_NANOS = 600_000_000_000L;
    private static final int DIGITS = 3;

    final String name;
    final Set<String> struck;
    final int fromSecond;
    final Histogram nanos = new Histogram(1, LONGEST_NANOS, DIGITS);
    final Map<Failure, Long> errors = new EnumMap<>(Failure.class);
    final Map<Failure, Long> errorsOfStruck = new EnumMap<>(Failure.class);
    final List<Suspect> suspects = new ArrayList<>();
    long silenceNanos;
    long silenceOfStruckNanos;
    long answers;
    long leftOut;
    long doubtful;
    long wrong;

    StepTally(String name, Set<String> struck, int fromSecond) {
        this.name = name;
        this.struck = struck;
        this.fromSecond = fromSecond;
    }

    void took(long duration) {
        nanos.recordValue(Math.min(Math.max(duration, 1), LONGEST_NANOS));
    }

    void failed(String node, Failure failure) {
        (struck.contains(node) ? errorsOfStruck : errors).merge(failure, 1L, Long::sum);
    }

    void silent(String node, long duration) {
        if (struck.contains(node)) {
            silenceOfStruckNanos = Math.max(silenceOfStruckNanos, duration);
        } else {
            silenceNanos = Math.max(silenceNanos, duration);
        }
    }
}
