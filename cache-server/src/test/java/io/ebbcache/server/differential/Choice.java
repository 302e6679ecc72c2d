package io.ebbcache.server.differential;

import java.util.List;
import java.util.Random;

/** Picks at random, from a seed. */
final class Choice {

    private final Random random;

    Choice(long seed) {
        this.random = new Random(seed);
    }

    @SafeVarargs
    final <T> T of(T... all) {
        return all[random.nextInt(all.length)];
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** True once in {@code times} times. */
    boolean once(int times) {
        return random.nextInt(times) == 0;
    }

    /** From {@code least} to {@code most}. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    long seed() {
        return random.nextLong();
    }
}
