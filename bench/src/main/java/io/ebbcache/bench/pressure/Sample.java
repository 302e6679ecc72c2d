package io.ebbcache.bench.pressure;

/**
 * What was seen in a tenth of a second.
 *
 * @param atSeconds its end, since the recording began
 * @param serverUp whether there was a server to ask
 * @param losses of the server since the recording began
 */
record Sample(double atSeconds, Phase phase, boolean serverUp, Requests requests, Memory memory, Losses losses) {
    /**
     * What the load saw.
     *
     * @param keys asked for by gets
     * @param wrong values that were not what was stored under their key
     * @param errors commands that were answered by an error
     */
    record Requests(
            double seconds,
            long keys,
            long hits,
            long wrong,
            long errors,
            double p50Micros,
            double p99Micros,
            double p999Micros) {
        static Requests none(double seconds) {
            return new Requests(seconds, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    /**
     * Who had how much.
     *
     * @param usageBytes all that counts into the limit
     * @param cacheBytes resident memory that holds the server's items
     * @param neighbourBytes what the neighbour held
     * @param neighbourWorstMicros the longest that one page kept the neighbour waiting in this time
     */
    record Memory(long usageBytes, long cacheBytes, long neighbourBytes, double neighbourWorstMicros) {}
}
