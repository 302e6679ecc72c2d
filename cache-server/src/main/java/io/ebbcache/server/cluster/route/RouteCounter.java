package io.ebbcache.server.cluster.route;

import java.util.Locale;

/** What is counted about other nodes; {@code stats cluster} tells it. */
public enum RouteCounter {
    /** Commands for which another node was asked. */
    FORWARDED,
    /** Of these, those without an answer, for whatever reason. */
    FORWARD_FAILED,
    /** Commands that were carried out here in the place of a node that does not answer. */
    STOOD_IN,
    /** Commands that another node passed on to this one. */
    RELAYED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
