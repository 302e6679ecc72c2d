package io.ebbcache.server.cluster.route;

import io.ebbcache.store.stats.Measured;
import io.ebbcache.store.stats.Metric;
import java.util.Locale;

/** What is counted about other nodes; {@code stats cluster} and metrics tell it. */
@SuppressWarnings("ImmutableEnumChecker") // a metric is immutable, as its list is
public enum RouteCounter implements Measured {
    FORWARDED("Commands for which another node was asked"),
    FORWARD_FAILED("Of the commands forwarded, those without an answer, for whatever reason"),
    COPIES_TOLD("Reads of very hot keys that were answered from a copy, without asking"),
    /** Reads that were misses for that, writes that were refused. */
    UNANSWERED("Commands whose owner does not answer"),
    RELAYED("Commands that another node passed on to this one"),
    MISDIRECTED("Of the commands relayed, those that were refused because another node has the key now"),
    FILL_ASKED("Keys that this node has not, and asked who had them before"),
    FILLED("Of the keys asked for, those that were there, and were added here");

    private final Metric metric;

    RouteCounter(String help) {
        this.metric = Metric.of("ebb_cluster_" + name().toLowerCase(Locale.ROOT), help);
    }

    @Override
    public Metric metric() {
        return metric;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
