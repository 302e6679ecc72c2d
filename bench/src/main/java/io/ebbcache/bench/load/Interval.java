package io.ebbcache.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What happened in a piece of time.
 *
 * @param fromSeconds its begin, since the measurement began
 * @param commands answered, errors too
 * @param keys asked for by gets
 * @param hits values that came back
 * @param sets commands that stored
 * @param errors commands that were answered by an error
 * @param wrong values that were not what was stored under their key, if values are verified
 * @param getNanos latencies of gets; in an open loop since they should have been sent
 * @param setNanos latencies of sets
 */
public record Interval(
        double fromSeconds,
        double seconds,
        long commands,
        long keys,
        long hits,
        long sets,
        long errors,
        long wrong,
        Histogram getNanos,
        Histogram setNanos) {
    private static final double NANOS_A_MICRO = 1_000;

    public double commandsPerSecond() {
        return commands / seconds;
    }

    /** Share of the keys that were there, NaN where none was asked for. */
    public double hitRatio() {
        return (double) hits / keys;
    }

    /** Latencies of all commands. */
    public Histogram nanos() {
        Histogram all = getNanos.copy();
        all.add(setNanos);
        return all;
    }

    /** A latency in microseconds. */
    public double micros(double percentile) {
        return nanos().getValueAtPercentile(percentile) / NANOS_A_MICRO;
    }
}
