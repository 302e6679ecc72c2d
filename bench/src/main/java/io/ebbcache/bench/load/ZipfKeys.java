package io.ebbcache.bench.load;

import java.util.SplittableRandom;

/** The i-th most popular key is asked for in proportion to 1 / i^theta, as most caches see it (theta about 1). */
final class ZipfKeys implements KeyDistribution {
    private final WeightedChoice choice;
    private final int keys;

    ZipfKeys(int keys, double theta) {
        if (!(theta > 0 && theta <= 10)) {
            throw new IllegalArgumentException("zipf: theta is above 0 and at most 10");
        }
        double[] weights = new double[keys];
        for (int key = 0; key < keys; key++) {
            weights[key] = Math.pow(key + 1, -theta);
        }
        this.choice = new WeightedChoice(weights);
        this.keys = keys;
    }

    @Override
    public long next(SplittableRandom random) {
        return choice.of(random.nextLong());
    }

    @Override
    public long keys() {
        return keys;
    }
}
