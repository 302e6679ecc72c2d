package io.ebbcache.region.torture;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/** Where in the region the threads are at work just now: there it hurts most to take a page. */
final class Spots {

    private static final int NONE = -1;

    private final AtomicLongArray offsets;

    Spots(int threads) {
        offsets = new AtomicLongArray(threads);
        for (int thread = 0; thread < threads; thread++) {
            offsets.set(thread, NONE);
        }
    }

    void announce(int thread, long offset) {
        offsets.set(thread, offset);
    }

    /** A spot that was announced since it was last asked for, or a negative number. */
    long next(SplittableRandom random) {
        return offsets.getAndSet(random.nextInt(offsets.length()), NONE);
    }
}
