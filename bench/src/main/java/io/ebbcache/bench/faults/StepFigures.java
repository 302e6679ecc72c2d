package io.ebbcache.bench.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step came to, as it goes into the report.
 *
 * @param errors of requests to nodes to which nothing was done
 * @param errorsOfStruck of requests to those to which something was done
 * @param silenceMillis the longest time that a connection to the former waited for an answer
 * @param silenceOfStruckMillis the same for the latter
 * @param p99Micros of all answers, since they should have been asked for; what timed out counts too
 * @param hitRatioBefore in the last quiet seconds before; null in the first step
 * @param backSeconds until the hit ratio was within two points of that again; null if not in time
 * @param leftOut requests that were due while the one before them failed
 * @param doubtful values of writes without an answer that were read though later ones were acknowledged
 * @param verdicts reads that did not return what they should have
 */
record StepFigures(
        Step step,
        Map<String, Long> errors,
        Map<String, Long> errorsOfStruck,
        double silenceMillis,
        double silenceOfStruckMillis,
        double p50Micros,
        double p99Micros,
        @Nullable Double hitRatioBefore,
        double lowestHitRatio,
        @Nullable Integer backSeconds,
        long answers,
        long leftOut,
        long doubtful,
        Map<String, Long> verdicts) {
    private static final double NANOS_A_MILLI = 1e6;
    private static final double NANOS_A_MICRO = 1e3;

    /**
     * Adds up.
     *
     * @param seconds of the step
     * @param findings of the step
     */
    static StepFigures of(
            Step step, StepTally tally, List<Second> seconds, @Nullable Double hitRatioBefore, List<Finding> findings) {
        Map<String, Long> verdicts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(
                    verdict.toString(),
                    verdict == Verdict.WRONG
                            ? tally.wrong
                            : findings.stream()
                                    .filter(each -> each.verdict() == verdict)
                                    .count());
        }
        return new StepFigures(
                step,
                byName(tally.errors),
                byName(tally.errorsOfStruck),
                tally.silenceNanos / NANOS_A_MILLI,
                tally.silenceOfStruckNanos / NANOS_A_MILLI,
                tally.nanos.getValueAtPercentile(50) / NANOS_A_MICRO,
                tally.nanos.getValueAtPercentile(99) / NANOS_A_MICRO,
                hitRatioBefore,
                HitRatios.lowest(seconds),
                hitRatioBefore == null ? null : HitRatios.secondsUntilBack(seconds, hitRatioBefore),
                tally.answers,
                tally.leftOut,
                tally.doubtful,
                verdicts);
    }

    long count(Verdict verdict) {
        return verdicts.getOrDefault(verdict.toString(), 0L);
    }

    private static Map<String, Long> byName(Map<Failure, Long> errors) {
        Map<String, Long> named = new LinkedHashMap<>();
        errors.forEach((failure, count) -> named.put(failure.toString(), count));
        return named;
    }
}
