package io.ebbcache.server.dashboard;

import io.ebbcache.server.command.NodeSummary;
import io.ebbcache.store.SegmentMap;
import io.ebbcache.store.StoreStatistics;

/**
 * The last seconds in a few figures.
 *
 * @param requestsPerSecond on average
 * @param hitRatio of the gets; not a number if there were none
 */
record Recent(long residentBytes, long limitBytes, long items, double requestsPerSecond, double hitRatio) {

    private static final int SAMPLES = 5;

    static Recent of(StoreStatistics store, History history) {
        double seconds = Math.max(1, Math.min(SAMPLES, history.last()));
        double gets = history.sum(Column.GETS, SAMPLES);
        double hits = history.sum(Column.HITS, SAMPLES);
        return new Recent(
                store.residentBytes(),
                store.limitBytes(),
                store.currItems(),
                history.sum(Column.REQUESTS, SAMPLES) / seconds,
                gets == 0 ? Double.NaN : Math.min(1, hits / gets));
    }

    /** The same, and what the segments hold. */
    NodeSummary with(SegmentMap segments) {
        return new NodeSummary(residentBytes, limitBytes, items, requestsPerSecond, hitRatio, segments.state());
    }
}
