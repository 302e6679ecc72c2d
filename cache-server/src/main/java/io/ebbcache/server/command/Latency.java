package io.ebbcache.server.command;

import io.ebbcache.store.stats.Measured;
import io.ebbcache.store.stats.Metric;

/** What is timed. Metrics and dashboard read these. */
@SuppressWarnings("ImmutableEnumChecker") // a metric is immutable, as its list is
public enum Latency implements Measured {
    /** A get of one key. */
    GET(Family.command("get"), Family.FAST),
    /** A store operation of any mode. */
    STORE(Family.command("set"), Family.FAST),
    TOUCH(Family.command("touch"), Family.FAST),
    DELETE(Family.command("delete"), Family.FAST),
    /** An increment or decrement. */
    ARITHMETIC(Family.command("arithmetic"), Family.FAST),
    FORWARDED(
            Metric.of("ebb_cluster_forward_duration_seconds", "From asking another node to its answer or its failure"),
            Family.SLOW),
    LOOP_LAG(
            Metric.of("ebb_event_loop_lag_seconds", "How late event loops were for what they do four times a second"),
            Family.SLOW);

    private final Metric metric;
    private final int firstBucket;

    Latency(Metric metric, int firstBucket) {
        this.metric = metric;
        this.firstBucket = firstBucket;
    }

    @Override
    public Metric metric() {
        return metric;
    }

    /** The first of the {@link LatencyCells#SHOWN_BUCKETS} of which there is more to tell than their sum. */
    public int firstBucket() {
        return firstBucket;
    }

    /** Those that are told of together. */
    private static final class Family {
        /** From 256 ns on. */
        private static final int FAST = 0;

        /** From 65 µs on. */
        private static final int SLOW = 8;

        private static final Metric COMMANDS = Metric.of(
                "ebb_command_duration_seconds",
                "Time in the store of commands for keys of this node; one in 64 or so is measured");

        private static Metric command(String word) {
            return COMMANDS.with("command", word);
        }
    }
}
