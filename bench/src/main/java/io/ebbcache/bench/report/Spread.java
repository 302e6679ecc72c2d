package io.ebbcache.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Several rounds in three figures. A round in which nothing was answered, or too little for the clock of processor time, has
 * no finite figure and is left out; if none is left, all three are NaN.
 *
 * @param median the middle one
 * @param low the lowest one
 * @param high the highest one
 */
public record Spread(double median, double low, double high) {
    /** Of these rounds. */
    public static Spread of(double... figures) {
        double[] sorted =
                Arrays.stream(figures).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Of one figure of these rounds. */
    public static <T> Spread of(List<T> rounds, ToDoubleFunction<? super T> figure) {
        return of(rounds.stream().mapToDouble(figure).toArray());
    }

    /** One over the other, round by round: what disturbs the machine for a while disturbs both of a pair. */
    public static <T> Spread ratio(List<T> over, List<T> under, ToDoubleFunction<? super T> figure) {
        return of(IntStream.range(0, Math.min(over.size(), under.size()))
                .mapToDouble(i -> figure.applyAsDouble(over.get(i)) / figure.applyAsDouble(under.get(i)))
                .toArray());
    }

    public boolean isKnown() {
        return !Double.isNaN(median);
    }

    /** The median, and how far the rounds were apart. */
    public String text() {
        return !isKnown() ? "-" : String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", median, low, high);
    }
}
