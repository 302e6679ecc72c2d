package io.ebbcache.bench.pressure;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a course comes to.
 *
 * @param phases figures of each phase that was recorded
 * @param recoverySeconds from when the neighbour gave all back until a whole second had 98 % of the hit ratio from before; null
 *     if it did not come to that
 * @param settledHitRatio of the second that ends ten seconds after the neighbour was told to hold the most, or that ends with
 *     the phase; NaN if nobody answered then
 * @param neighbourMostBytes the most that the neighbour held
 * @param neighbourWorstMicros the longest that one page kept it waiting
 * @param wrong values that were not what was stored under their key
 */
record Summary(
        Map<Phase, PhaseFigures> phases,
        @Nullable Double recoverySeconds,
        double settledHitRatio,
        long neighbourMostBytes,
        double neighbourWorstMicros,
        long wrong,
        long errors) {
    private static final double RECOVERED = 0.98;
    private static final double WINDOW_SECONDS = 1;
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MICRO = 1e3;
    private static final double A_BIT = 1e-6;

    /**
     * Figures of a phase.
     *
     * @param idealHitRatio what the resident memory could have given at best, see {@link ZipfShare}
     * @param cacheBytes resident memory that held items, on average
     * @param downSeconds without a server
     * @param losses of items within the phase
     */
    record PhaseFigures(
            double hitRatio,
            double idealHitRatio,
            double cacheBytes,
            double downSeconds,
            Losses losses,
            double p50Micros,
            double p99Micros,
            double p999Micros) {}

    static Summary of(Course course, List<Move> moves, Duration phase, Ideal ideal) {
        List<Sample> samples = course.samples();
        Map<Phase, PhaseFigures> phases = new EnumMap<>(Phase.class);
        Losses before = Losses.NONE;
        for (Phase each : Phase.values()) {
            List<Sample> part = course.in(each);
            if (!part.isEmpty()) {
                Losses after = part.get(part.size() - 1).losses();
                phases.put(each, figures(part, after.minus(before), course.nanos(each), ideal));
                before = after;
            }
        }
        return new Summary(
                phases,
                recovery(course, Phase.AFTER.begin(phase), hitRatio(course.in(Phase.BEFORE))),
                settled(samples, moves, phase),
                samples.stream()
                        .mapToLong(each -> each.memory().neighbourBytes())
                        .reduce(0, Math::max),
                samples.stream()
                        .mapToDouble(each -> each.memory().neighbourWorstMicros())
                        .reduce(0, Math::max),
                sum(samples, each -> each.requests().wrong()),
                sum(samples, each -> each.requests().errors()));
    }

    /** Share of the keys that were there; NaN if nobody answered. */
    static double hitRatio(List<Sample> samples) {
        return (double) sum(samples, each -> each.requests().hits())
                / sum(samples, each -> each.requests().keys());
    }

    private static PhaseFigures figures(List<Sample> part, Losses losses, Histogram nanos, Ideal ideal) {
        double keys = sum(part, each -> each.requests().keys());
        double expected = part.stream()
                .mapToDouble(each -> ideal.hitRatio(each.memory().cacheBytes())
                        * each.requests().keys())
                .sum();
        return new PhaseFigures(
                hitRatio(part),
                expected / keys,
                part.stream()
                        .mapToLong(each -> each.memory().cacheBytes())
                        .average()
                        .orElse(0),
                part.stream()
                        .filter(each -> !each.serverUp())
                        .mapToDouble(each -> each.requests().seconds())
                        .sum(),
                losses,
                nanos.getValueAtPercentile(50) / NANOS_A_MICRO,
                nanos.getValueAtPercentile(99) / NANOS_A_MICRO,
                nanos.getValueAtPercentile(99.9) / NANOS_A_MICRO);
    }

    private static @Nullable Double recovery(Course course, Duration leaves, double hitRatioBefore) {
        double left = seconds(leaves);
        List<Sample> after = course.in(Phase.AFTER);
        for (Sample last : after) {
            double begin = last.atSeconds() - WINDOW_SECONDS;
            if (begin >= left - A_BIT
                    && hitRatio(window(after, begin, last.atSeconds())) >= RECOVERED * hitRatioBefore) {
                return Math.max(0, begin - left);
            }
        }
        return null;
    }

    private static double settled(List<Sample> samples, List<Move> moves, Duration phase) {
        Duration most = moves.stream()
                .max(Comparator.comparingLong(Move::bytes).thenComparing(Move::at, Comparator.reverseOrder()))
                .map(Move::at)
                .orElse(Duration.ZERO);
        Duration end = most.plus(SETTLING);
        Duration leaves = Phase.AFTER.begin(phase);
        double until = seconds(end.compareTo(leaves) < 0 ? end : leaves);
        return hitRatio(window(samples, until - WINDOW_SECONDS, until));
    }

    /** Samples that end within a time. */
    private static List<Sample> window(List<Sample> samples, double from, double until) {
        return samples.stream()
                .filter(each -> each.atSeconds() > from + A_BIT && each.atSeconds() <= until + A_BIT)
                .toList();
    }

    private static long sum(List<Sample> samples, ToLongFunction<Sample> figure) {
        return samples.stream().mapToLong(figure).sum();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_A_SECOND;
    }
}
