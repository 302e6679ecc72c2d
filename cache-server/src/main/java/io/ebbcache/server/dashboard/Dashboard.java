package io.ebbcache.server.dashboard;

import io.ebbcache.server.command.NodeSummary;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.SegmentMap;
import io.ebbcache.store.StoreStatistics;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of this node. For one thread, which takes a sample each second whether or not anybody looks: 15 minutes of them are there when
 * somebody does. Whoever asks is told of the last one, so asking costs little.
 */
public final class Dashboard {

    /** All that is kept. */
    public static final long ALL = 0;

    /** How often a sample is to be taken. */
    public static final long INTERVAL_MILLIS = 1_000;

    /** Segments are told in so many cells at most. */
    static final int MAX_CELLS = 4096;

    /** What others are told of this node is about so many samples. */
    private static final int SUMMARY_SAMPLES = 5;

    private final ServerState state;
    private final History history = new History();
    private final Sampler sampler;
    private final FiguresJson figures;
    private SegmentMap segments;
    private volatile @Nullable NodeSummary summary;

    /**
     * Of a node that has just started.
     *
     * @param ordinaryLimitBytes the most that what is not values may take
     */
    public Dashboard(ServerState state, NodeTitle title, long ordinaryLimitBytes) {
        this(state, title, new Sampler.Surroundings(System::currentTimeMillis, System::nanoTime, ordinaryLimitBytes));
    }

    Dashboard(ServerState state, NodeTitle title, Sampler.Surroundings surroundings) {
        this.state = state;
        sampler = new Sampler(state, surroundings, history);
        figures = new FiguresJson(state, title, surroundings, history);
        segments = state.store().segments(MAX_CELLS);
    }

    /** Notes how it is now. */
    public void sample() {
        sampler.sample();
        segments = state.store().segments(MAX_CELLS);
        summary = summarize(sampler.store());
    }

    private NodeSummary summarize(StoreStatistics store) {
        double samples = Math.max(1, Math.min(SUMMARY_SAMPLES, history.last()));
        double gets = history.sum(Column.GETS, SUMMARY_SAMPLES);
        double hits = history.sum(Column.HITS, SUMMARY_SAMPLES);
        return new NodeSummary(
                store.residentBytes(),
                store.limitBytes(),
                store.currItems(),
                history.sum(Column.REQUESTS, SUMMARY_SAMPLES) / samples,
                gets == 0 ? Double.NaN : Math.min(1, hits / gets), // not read at the same moment
                segments.state(NodeSummary.MOST_STATE_LENGTH));
    }

    /** This node in small, as it was at the last sample; null before the first one. Any thread may ask. */
    public @Nullable NodeSummary summary() {
        return summary;
    }

    /**
     * All figures, as JSON.
     *
     * @param since the last sample that is known; 0 if none is
     */
    public byte[] json(long since) throws IOException {
        return figures.write(sampler.store(), segments, since);
    }
}
