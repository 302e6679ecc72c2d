package io.ebbcache.bench.load;

import java.util.List;
import java.util.Optional;

/**
 * What a load came to.
 *
 * @param total all of the measured time
 * @param seconds the same, second by second
 * @param busyShare of the busiest thread of the generator: its CPU time, without what it spent waiting for the moment to send,
 *     over the time that passed
 * @param generatorNanosPerCommand CPU time of the generator's threads
 * @param firstError the text of the first error that the server answered
 */
public record LoadResult(
        Interval total,
        List<Interval> seconds,
        double busyShare,
        double generatorNanosPerCommand,
        Optional<String> firstError) {
    /** From here on the figures are more about the generator than about the server. */
    public static final double GENERATOR_BOUND = 0.9;

    public boolean isGeneratorBound() {
        return busyShare > GENERATOR_BOUND;
    }
}
