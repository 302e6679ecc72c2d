package io.ebbcache.bench.load;

import java.util.SplittableRandom;

/** Which keys are asked for how often. Key 0 is the most popular one. Shared by all threads, each with its own randomness. */
public interface KeyDistribution {
    /** Draws a key, 0 and above. Allocates nothing. */
    long next(SplittableRandom random);

    /** How many keys there are. */
    long keys();

    /**
     * Reads what a user wrote.
     *
     * @param text {@code uniform}, {@code zipf:THETA} or {@code hotset:SHARE/PROBABILITY}
     * @param keys how many keys there are
     * @throws IllegalArgumentException if it is none of these
     */
    static KeyDistribution parse(String text, long keys) {
        try {
            if (text.equals("uniform")) {
                return new UniformKeys(keys);
            }
            if (text.startsWith("zipf:")) {
                return new ZipfKeys(Math.toIntExact(keys), Double.parseDouble(text.substring("zipf:".length())));
            }
            if (text.startsWith("hotset:") && text.indexOf('/') > 0) {
                int slash = text.indexOf('/');
                return new HotSetKeys(
                        keys,
                        Double.parseDouble(text.substring("hotset:".length(), slash)),
                        Double.parseDouble(text.substring(slash + 1)));
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' does not fit " + keys + " keys: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("'" + text + "' is none of uniform, zipf:THETA, hotset:SHARE/PROBABILITY");
    }
}
