package io.ebbcache.bench.pressure;

/**
 * The most that a cache of a given size can achieve: the share of requests for as many of the most popular keys as it has room
 * for. No cache knows them beforehand, so none gets there.
 */
final class Ideal {
    private final double[] cumulated;
    private final long itemBytes;

    /**
     * Prepares for any size.
     *
     * @param theta requests for the i-th most popular key come in proportion to 1 / i^theta
     * @param itemBytes key and value
     */
    Ideal(int keys, double theta, long itemBytes) {
        this.itemBytes = itemBytes;
        cumulated = new double[keys + 1];
        for (int key = 1; key <= keys; key++) {
            cumulated[key] = cumulated[key - 1] + Math.pow(key, -theta);
        }
    }

    double hitRatio(long cacheBytes) {
        int last = cumulated.length - 1;
        int known = (int) Math.max(0, Math.min(cacheBytes / itemBytes, last));
        return cumulated[known] / cumulated[last];
    }
}
