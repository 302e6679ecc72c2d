package io.ebbcache.bench.faults;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Knows for each key what was written under it, and so what may be read. Also chooses keys: some of those that were written a moment ago. */
final class Oracle {
    private static final int MOST_RECENT = 64;
    private static final double SHARE_OF_RECENT = 0.25;

    private final KeyHistory[] keys;
    private final int[] recent = new int[MOST_RECENT];
    private final Values values;

    Oracle(int keys, int valueBytes) {
        this.keys = IntStream.range(0, keys).mapToObj(any -> new KeyHistory()).toArray(KeyHistory[]::new);
        this.values = new Values(valueBytes);
    }

    KeyHistory history(int key) {
        return keys[key];
    }

    Values values() {
        return values;
    }

    /** Any key to write. */
    int anyKey(RandomGenerator random) {
        return random.nextInt(keys.length);
    }

    /** A key to read: one in four was written a moment ago, where what is old shows. */
    int keyToRead(RandomGenerator random) {
        if (random.nextDouble() < SHARE_OF_RECENT) {
            synchronized (recent) {
                return recent[random.nextInt(MOST_RECENT)];
            }
        }
        return anyKey(random);
    }

    /** A key was written. */
    void written(int key) {
        synchronized (recent) {
            recent[ThreadLocalRandom.current().nextInt(MOST_RECENT)] = key;
        }
    }
}
