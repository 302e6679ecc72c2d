package io.ebbcache.bench.load;

/** Keys that were not there and shall be stored, first in, first out; what does not fit is left for the next miss. */
final class Misses {
    private final long[] keys;
    private int first;
    private int count;

    Misses(int most) {
        keys = new long[most];
    }

    void add(long key) {
        if (count < keys.length) {
            keys[(first + count++) % keys.length] = key;
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    long take() {
        long key = keys[first];
        first = (first + 1) % keys.length;
        count--;
        return key;
    }
}
