package io.ebbcache.bench.pressure;

import io.ebbcache.bench.load.KeyDistribution;
import java.util.SplittableRandom;

/**
 * The same popularities the other way round: the last key is the most popular one. Keys are stored from the first to the last,
 * so a cache that keeps what came last begins with what is wanted most.
 */
record PopularLast(KeyDistribution popularFirst) implements KeyDistribution {
    @Override
    public long next(SplittableRandom random) {
        return popularFirst.keys() - 1 - popularFirst.next(random);
    }

    @Override
    public long keys() {
        return popularFirst.keys();
    }
}
