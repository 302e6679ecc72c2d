package io.ebbcache.bench.load;

import java.util.SplittableRandom;

/**
 * A share of the keys is asked for with a given probability, the rest with what remains.
 *
 * @param share of the keys that is hot, 0.1 for a tenth
 * @param probability that a request is for one of the hot keys
 */
record HotSetKeys(long keys, double share, double probability) implements KeyDistribution {
    HotSetKeys {
        if (!(share > 0 && share < 1 && probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("hotset: a share between 0 and 1, a probability from 0 to 1");
        }
        if (hot(keys, share) < 1 || hot(keys, share) >= keys) {
            throw new IllegalArgumentException("hotset: " + keys + " keys are too few for a share of " + share);
        }
    }

    @Override
    public long next(SplittableRandom random) {
        long hot = hot(keys, share);
        return random.nextDouble() < probability ? random.nextLong(hot) : hot + random.nextLong(keys - hot);
    }

    private static long hot(long keys, double share) {
        return Math.round(keys * share);
    }
}
