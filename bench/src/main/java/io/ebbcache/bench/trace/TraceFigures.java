package io.ebbcache.bench.trace;

import java.util.List;

/**
 * What came out for one trace.
 *
 * @param trace its name
 * @param requests how many it has
 * @param items how many distinct keys
 * @param sizeRule where the sizes of values come from
 * @param scale what every size was multiplied with
 * @param workingSetBytes keys, values and overhead of all items
 * @param replays one for each memory size and system
 */
record TraceFigures(
        String trace, int requests, int items, String sizeRule, int scale, long workingSetBytes, List<Replay> replays) {

    /**
     * One replay.
     *
     * @param memory as it was asked for
     * @param memoryBytes what the cache had for its items
     * @param seconds how long the replay took; says nothing about the speed of a cache
     * @param remarks what is to be known of it
     */
    record Replay(
            String memory,
            long memoryBytes,
            CacheSystem system,
            double hitRatio,
            double byteHitRatio,
            long hits,
            double seconds,
            List<String> remarks) {}

    /** In one paragraph, what was replayed. */
    String setting() {
        return trace + ": " + requests + " requests for " + items + " distinct keys. Values: " + sizeRule
                + (scale == 1
                        ? ""
                        : ", each times " + scale + " so that the smallest memory is well above what servers need")
                + ". All items together: " + (workingSetBytes >> 20) + " MiB (key, value and 50 bytes each).";
    }
}
