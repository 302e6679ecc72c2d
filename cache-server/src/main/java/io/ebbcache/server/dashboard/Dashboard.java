package io.ebbcache.server.dashboard;

import io.ebbcache.server.command.NodeSummary;
import io.ebbcache.server.command.ServerState;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of this node. For one thread, which takes a sample each second whether or not anybody looks: 15 minutes of them are there when
 * somebody does.
 */
public final class Dashboard {

    /** All that is kept. */
    public static final long ALL = 0;

    /** How often a sample is to be taken. */
    public static final long INTERVAL_MILLIS = 1_000;

    private final ServerState state;
    private final History history = new History();
    private final Sampler sampler;
    private final FiguresJson figures;
    private volatile @Nullable Recent recent;

    /**
     * Of a node that has just started.
     *
     * @param processBytes memory of this process, values included; 0 where that is not known
     * @param ordinaryLimitBytes the most that what is not values may take
     */
    public Dashboard(ServerState state, NodeTitle title, LongSupplier processBytes, long ordinaryLimitBytes) {
        this(
                state,
                title,
                new Sampler.Surroundings(
                        System::currentTimeMillis, System::nanoTime, processBytes, ordinaryLimitBytes));
    }

    Dashboard(ServerState state, NodeTitle title, Sampler.Surroundings surroundings) {
        this.state = state;
        sampler = new Sampler(state, surroundings, history);
        figures = new FiguresJson(state, title, surroundings, history);
    }

    /** Notes how it is now. */
    public void sample() {
        sampler.sample();
        recent = Recent.of(sampler.store(), history);
    }

    /** This node in small; null before the first sample. Any thread may ask, and does not wait. */
    public @Nullable NodeSummary summary() {
        Recent last = recent;
        return last == null ? null : last.with(state.store().segments(NodeSummary.MOST_STATE_LENGTH));
    }

    /**
     * All figures, as JSON.
     *
     * @param since the last sample that is known; 0 if none is
     */
    public byte[] json(long since) throws IOException {
        return figures.write(sampler.store(), since);
    }
}
