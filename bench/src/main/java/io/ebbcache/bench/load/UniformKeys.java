package io.ebbcache.bench.load;

import java.util.SplittableRandom;

/** All keys are asked for equally often: the worst case for any cache. */
record UniformKeys(long keys) implements KeyDistribution {
    @Override
    public long next(SplittableRandom random) {
        return random.nextLong(keys);
    }
}
