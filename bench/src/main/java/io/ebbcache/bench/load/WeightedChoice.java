package io.ebbcache.bench.load;

/**
 * Draws an index with a given weight in constant time: Walker's alias method, with Vose's way to fill the table (M. D. Vose,
 * "A linear algorithm for generating random numbers with a given distribution", 1991). A column of the table holds its own
 * index and one other; threshold and other index lie in one word, so a draw touches one cache line.
 */
final class WeightedChoice {
    private static final double FULL = 0x1p31;
    private static final long LOW_HALF = 0xffff_ffffL;

    /** For each column: the threshold, 31 bits, above the other index, 32 bits. */
    private final long[] columns;

    WeightedChoice(double[] weights) {
        int size = weights.length;
        columns = new long[size];
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] share = new double[size];
        int[] poor = new int[size];
        int[] rich = new int[size];
        int poorCount = 0;
        int richCount = 0;
        for (int i = 0; i < size; i++) {
            share[i] = weights[i] / sum * size;
            if (share[i] < 1) {
                poor[poorCount++] = i;
            } else {
                rich[richCount++] = i;
            }
        }
        while (poorCount > 0 && richCount > 0) {
            int taker = poor[--poorCount];
            int giver = rich[--richCount];
            columns[taker] = column(share[taker], giver);
            share[giver] -= 1 - share[taker];
            if (share[giver] < 1) {
                poor[poorCount++] = giver;
            } else {
                rich[richCount++] = giver;
            }
        }
        while (richCount > 0) {
            columns[rich[--richCount]] = column(1, rich[richCount]);
        }
        while (poorCount > 0) { // rounding left them a hair below 1
            columns[poor[--poorCount]] = column(1, poor[poorCount]);
        }
    }

    /** The index that 64 random bits stand for: the upper half picks the column, the lower half one of its two. */
    int of(long random) {
        int index = (int) (((random >>> 32) * columns.length) >>> 32);
        long column = columns[index];
        return (random & LOW_HALF) >>> 1 < column >>> 32 ? index : (int) column;
    }

    private static long column(double threshold, int other) {
        return (long) (Math.min(threshold, 1) * FULL) << 32 | other;
    }
}
