package io.ebbcache.bench.load;

/**
 * What is asked for.
 *
 * @param getRatio share of the commands that are gets, the others are sets
 * @param multiget keys of a get
 * @param ttlSeconds of what is stored, 0 for ever
 * @param readThrough whether a miss is followed by a set of its key, as an application would do it
 * @param verify whether each value that comes back is checked, byte by byte
 */
public record Workload(
        KeyDistribution keys,
        ValueSizes sizes,
        double getRatio,
        int multiget,
        int ttlSeconds,
        boolean readThrough,
        boolean verify) {
    public Workload {
        if (!(getRatio >= 0 && getRatio <= 1) || multiget < 1 || ttlSeconds < 0) {
            throw new IllegalArgumentException("a ratio from 0 to 1, at least one key, no negative TTL");
        }
        if (keys.keys() < 1 || keys.keys() > KeyText.MOST_KEYS) {
            throw new IllegalArgumentException("1 to " + KeyText.MOST_KEYS + " keys");
        }
    }

    /** Bytes of every key. */
    public static int keyBytes() {
        return KeyText.BYTES;
    }
}
