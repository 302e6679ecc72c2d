package io.ebbcache.server.cluster.route;

import java.util.Locale;

/** What is counted about other nodes; {@code stats cluster} tells it. */
public enum RouteCounter {
    /** Commands for which another node was asked. */
    FORWARDED,
    /** Of these, those without an answer, for whatever reason. */
    FORWARD_FAILED,
    /** Reads of very hot keys that were answered from a copy, without asking. */
    COPIES_TOLD,
    /** Commands whose owner does not answer: reads that were misses for that, writes that were refused. */
    UNANSWERED,
    /** Commands that another node passed on to this one. */
    RELAYED,
    /** Of these, those that were refused because another node has the key now. */
    MISDIRECTED,
    /** Keys that this node has not, and asked who had them before. */
    FILL_ASKED,
    /** Of these, those that were there, and were added here. */
    FILLED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
