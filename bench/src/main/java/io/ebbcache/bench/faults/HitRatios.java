package io.ebbcache.bench.faults;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the hit ratio did in a step, second by second. */
final class HitRatios {
    /** So close to what was before is as good as before. */
    static final double NEAR = 0.02;

    private HitRatios() {}

    /** Share of hits among the answered reads; 0 where none was answered. */
    static double of(List<Second> seconds) {
        Second sum = seconds.stream().reduce(Second.EMPTY, Second::plus);
        long reads = sum.hits() + sum.misses();
        return reads == 0 ? 0 : (double) sum.hits() / reads;
    }

    /** The lowest of single seconds. */
    static double lowest(List<Second> seconds) {
        return seconds.stream().mapToDouble(each -> of(List.of(each))).min().orElse(0);
    }

    /**
     * Whole seconds until it was near the one before the step again, for two seconds at least, behind the lowest second.
     *
     * @return null if it was not in time
     */
    static @Nullable Integer secondsUntilBack(List<Second> seconds, double before) {
        int lowest = 0;
        for (int i = 1; i < seconds.size(); i++) {
            if (of(List.of(seconds.get(i))) < of(List.of(seconds.get(lowest)))) {
                lowest = i;
            }
        }
        if (!seconds.isEmpty() && isNear(seconds.get(lowest), before)) {
            return 0;
        }
        for (int i = lowest + 1; i + 1 < seconds.size(); i++) {
            if (isNear(seconds.get(i), before) && isNear(seconds.get(i + 1), before)) {
                return i;
            }
        }
        return null;
    }

    private static boolean isNear(Second second, double before) {
        return of(List.of(second)) >= before - NEAR;
    }
}
