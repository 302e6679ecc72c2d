package io.ebbcache.server.cluster.membership;

import java.time.Duration;
import org.jgroups.protocols.MERGE3;

/**
 * How often a node looks for other parts of its cluster. Nodes that have started together and not found each other at once look often, for a while; those
 * that stay together seldom, and the more they are the less often, as each asks all others.
 */
final class MergePace {

    /** A node is new for so long. */
    static final Duration FRESH = Duration.ofSeconds(30);

    private static final long FRESH_MILLIS = 200;
    private static final long MOST_FRESH_MILLIS = 800;
    private static final double PER_TIMEOUT = 0.2;
    private static final double MOST_PER_TIMEOUT = 0.6;

    /** So many nodes may all ask each other as often as this. */
    private static final int FEW_NODES = 50;

    private final MERGE3 merging = new MERGE3();
    private final Duration failureTimeout;

    /** @param failureTimeout the longer others may say nothing before they are missed, the longer it may take that they are found again */
    MergePace(Duration failureTimeout) {
        this.failureTimeout = failureTimeout;
        set(FRESH_MILLIS, MOST_FRESH_MILLIS);
    }

    MERGE3 protocol() {
        return merging;
    }

    /** As it is right for a node that has been there for so long, together with so many. */
    void adapt(Duration age, int nodes) {
        if (age.compareTo(FRESH) < 0 && nodes <= FEW_NODES) {
            set(FRESH_MILLIS, MOST_FRESH_MILLIS);
            return;
        }
        double base = failureTimeout.toMillis() * Math.max(1, nodes / (double) FEW_NODES);
        set(Math.round(base * PER_TIMEOUT), Math.round(base * MOST_PER_TIMEOUT));
    }

    private void set(long least, long most) {
        if (most == merging.getMaxInterval()) {
            return;
        }
        if (most < merging.getMaxInterval()) {
            merging.setMinInterval(least); // in this order, as the least has to be less than the most at any time
            merging.setMaxInterval(most);
        } else {
            merging.setMaxInterval(most);
            merging.setMinInterval(least);
        }
    }
}
