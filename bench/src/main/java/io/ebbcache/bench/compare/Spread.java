package io.ebbcache.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Several rounds in three figures.
 *
 * @param median the middle one
 * @param low the lowest one
 * @param high the highest one
 */
record Spread(double median, double low, double high) {
    static Spread of(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    static Spread of(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return of(rounds.stream().mapToDouble(figure).toArray());
    }

    /** One over the other, round by round: what disturbs the machine for a while disturbs both of a pair. */
    static Spread ratio(List<Round> over, List<Round> under, ToDoubleFunction<Round> figure) {
        return of(IntStream.range(0, Math.min(over.size(), under.size()))
                .mapToDouble(i -> figure.applyAsDouble(over.get(i)) / figure.applyAsDouble(under.get(i)))
                .toArray());
    }

    /** The median, and how far the rounds were apart. */
    String text() {
        return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", median, low, high);
    }
}
