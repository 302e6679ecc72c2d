package io.ebbcache.bench.trace;

/**
 * What a replay has counted.
 *
 * @param requests how many there were
 * @param hits those that were answered from the cache
 * @param bytes of the values asked for
 * @param hitBytes of the values that came from the cache
 */
record HitCounts(long requests, long hits, long bytes, long hitBytes) {

    double hitRatio() {
        return (double) hits / requests;
    }

    double byteHitRatio() {
        return bytes == 0 ? 0 : (double) hitBytes / bytes;
    }

    /** Replays a trace from its first request to its last. */
    static HitCounts replay(Items items, ReplayedCache cache) {
        Trace trace = items.trace();
        long hits = 0;
        long bytes = 0;
        long hitBytes = 0;
        for (int request = 0; request < trace.length(); request++) {
            int item = trace.item(request);
            int valueBytes = items.valueBytes(item);
            bytes += valueBytes;
            if (cache.request(item)) {
                hits++;
                hitBytes += valueBytes;
            }
        }
        return new HitCounts(trace.length(), hits, bytes, hitBytes);
    }
}
