package io.ebbcache.server.hotkeys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Keys at random, the k-th in proportion to 1/k. */
final class ZipfLoad {

    private final double[] sums;
    private final SplittableRandom random;

    ZipfLoad(int keys, SplittableRandom random) {
        this.random = random;
        sums = new double[keys];
        double sum = 0;
        for (int i = 0; i < keys; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
    }

    /** What the key of a rank takes of all; the first rank is 0. */
    double share(int rank) {
        return 1.0 / (rank + 1) / sums[sums.length - 1];
    }

    int nextRank() {
        int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
        return found < 0 ? -found - 1 : found;
    }

    static DirectBuffer key(long rank) {
        return new UnsafeBuffer(("key-" + rank).getBytes(StandardCharsets.US_ASCII));
    }
}
