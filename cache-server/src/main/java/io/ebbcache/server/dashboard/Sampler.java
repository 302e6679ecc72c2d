package io.ebbcache.server.dashboard;

import io.ebbcache.server.command.Latency;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.StoreStatistics;
import io.ebbcache.store.stats.StoreCounter;
import java.util.function.LongSupplier;

/** Takes the samples: a look at counters that are there anyway, and what has become of them since the last look. */
final class Sampler {

    private static final double NANOS_PER_SECOND = 1e9;

    private final ServerState state;
    private final Surroundings surroundings;
    private final History history;
    private final LatencyWindow gets;
    private final LatencyWindow sets;
    private final LatencyWindow loopLag;
    private final long[] totals = new long[Column.values().length];
    private StoreStatistics store;
    private long lookedAt;
    private double seconds;

    /**
     * What a sampler is told beside the state of the server.
     *
     * @param ordinaryLimitBytes the most that what is not values may take
     */
    record Surroundings(LongSupplier millis, LongSupplier nanos, long ordinaryLimitBytes) {}

    Sampler(ServerState state, Surroundings surroundings, History history) {
        this.state = state;
        this.surroundings = surroundings;
        this.history = history;
        this.gets = new LatencyWindow(state.latencies(), Latency.GET);
        this.sets = new LatencyWindow(state.latencies(), Latency.STORE);
        this.loopLag = new LatencyWindow(state.latencies(), Latency.LOOP_LAG);
        this.store = state.store().statistics();
        this.lookedAt = surroundings.nanos().getAsLong();
        rates((column, total) -> totals[column.ordinal()] = total);
    }

    /** Takes one. */
    void sample() {
        long now = surroundings.nanos().getAsLong();
        if (now == lookedAt) {
            return; // there is no rate over no time
        }
        seconds = (double) (now - lookedAt) / NANOS_PER_SECOND;
        lookedAt = now;
        store = state.store().statistics();
        history.next();
        history.put(Column.AT, surroundings.millis().getAsLong());
        memory();
        rates(this::rate);
        gets.look();
        history.put(Column.GET_P50, nanos(gets, 0.5));
        history.put(Column.GET_P99, nanos(gets, 0.99));
        history.put(Column.GET_P999, nanos(gets, 0.999));
        sets.look();
        history.put(Column.SET_P50, nanos(sets, 0.5));
        history.put(Column.SET_P99, nanos(sets, 0.99));
        history.put(Column.SET_P999, nanos(sets, 0.999));
        loopLag.look();
        history.put(Column.LOOP_LAG_P99, nanos(loopLag, 0.99));
        history.put(Column.CONNECTIONS, state.counters().connections());
    }

    /** What the store told last. */
    StoreStatistics store() {
        return store;
    }

    private void memory() {
        history.put(Column.RESIDENT, store.residentBytes());
        history.put(Column.LIMIT, store.limitBytes());
        history.put(Column.ALLOWED, store.allowedBytes());
        history.put(Column.DROPPED, store.droppedBytes());
        if (store.ordinaryBytes() > 0) {
            history.put(Column.ORDINARY, store.ordinaryBytes());
        }
        history.put(Column.ORDINARY_LIMIT, surroundings.ordinaryLimitBytes());
    }

    private void rates(TotalSink target) {
        target.total(Column.REQUESTS, state.counters().get(ServerCounter.COMMANDS));
        target.total(Column.GETS, store.get(StoreCounter.CMD_GET));
        target.total(Column.HITS, store.get(StoreCounter.GET_HITS));
        target.total(Column.SETS, store.get(StoreCounter.CMD_SET));
        target.total(Column.MISSES_ABSENT, store.get(StoreCounter.GET_ABSENT));
        target.total(Column.MISSES_EXPIRED, store.get(StoreCounter.GET_EXPIRED));
        target.total(Column.MISSES_FLUSHED, store.get(StoreCounter.GET_FLUSHED));
        target.total(Column.MISSES_EVICTED, store.get(StoreCounter.GET_EVICTED));
        target.total(Column.MISSES_SHED, store.get(StoreCounter.GET_SHED));
        target.total(Column.MISSES_DROPPED, store.get(StoreCounter.GET_DROPPED));
        long shed = store.get(StoreCounter.SHED_ITEMS);
        target.total(Column.LOST_EVICTED, store.get(StoreCounter.EVICTIONS) - shed);
        target.total(Column.LOST_SHED, shed);
        target.total(Column.LOST_DROPPED, store.get(StoreCounter.DROPPED_ITEMS));
    }

    /** Differences of counters that are not read at the same moment can be a little below 0. */
    private void rate(Column column, long total) {
        double perSecond = (double) Math.max(0, total - totals[column.ordinal()]) / seconds;
        totals[column.ordinal()] = total;
        history.put(column, Math.rint(perSecond * 10) / 10);
    }

    private static double nanos(LatencyWindow window, double part) {
        return Math.rint(window.quantile(part));
    }

    /** Is told how far a counter has come. */
    @FunctionalInterface
    private interface TotalSink {
        void total(Column column, long total);
    }
}
