package io.ebbcache.server.command;

import io.ebbcache.store.stats.Measured;
import io.ebbcache.store.stats.Metric;

/** Everything that the server counts beside its store. {@code stats}, metrics and dashboard read these. */
@SuppressWarnings("ImmutableEnumChecker") // a metric is immutable, as its list is
public enum ServerCounter implements Measured {
    CONNECTIONS_OPENED("ebb_connections_opened", "Connections that were accepted, those over the limit not counted"),
    /** Opened less closed are those that are there. */
    CONNECTIONS_CLOSED("ebb_connections_closed", "Connections of those accepted that have ended"),
    CONNECTIONS_REJECTED("ebb_connections_rejected", "Connections that were turned away because the limit was reached"),
    /** Connections that were ended because their clients had asked for nothing for too long. */
    CONNECTIONS_IDLE_CLOSED(Family.ended("idle")),
    /** Connections that were ended because their clients had begun a request and sent no more of it for too long. */
    CONNECTIONS_REQUEST_STALLED(Family.ended("request_stalled")),
    /** Connections that were ended because their clients had not taken any of their replies for too long. */
    CONNECTIONS_WRITE_STALLED(Family.ended("write_stalled")),
    /** Connections that were ended by an exception. */
    CONNECTIONS_FAILED(Family.ended("failed")),
    TLS_HANDSHAKES_FAILED("ebb_tls_handshakes_failed", "Connections that did not come as far as being encrypted"),
    BYTES_READ("ebb_read_bytes", "Bytes read from clients"),
    BYTES_WRITTEN("ebb_written_bytes", "Bytes of replies handed to the network"),
    COMMANDS("ebb_requests", "Requests decoded, bad ones included; a get of many keys is one"),
    COMMANDS_META("ebb_requests_meta", "Of the requests, meta commands"),
    COMMANDS_BAD("ebb_requests_bad", "Requests that no protocol could make sense of"),
    REPLIES_WAITED("ebb_replies_waited", "Times that a connection was not served further until its replies had left"),
    REPLIES_REFUSED(
            "ebb_replies_refused", "Hits that were answered with an error because the reply budget was used up"),
    REQUESTS_REFUSED(
            "ebb_stores_refused", "Values that were answered with an error because the request budget was used up"),
    AUTH_COMMANDS("ebb_logins", "Times that a client said who it is"),
    AUTH_ERRORS("ebb_logins_failed", "Times that a client said who it is and it was not true"),
    STORE_TOO_LARGE("ebb_stores_too_large", "Items refused because they are larger than the limit for one item");

    private final Metric metric;

    ServerCounter(String family, String help) {
        this(Metric.of(family, help));
    }

    ServerCounter(Metric metric) {
        this.metric = metric;
    }

    @Override
    public Metric metric() {
        return metric;
    }

    /** Counters that are told of together. */
    private static final class Family {
        private static final Metric ENDED =
                Metric.of("ebb_connections_ended", "Connections that the server has ended, by reason");

        private static Metric ended(String reason) {
            return ENDED.with("reason", reason);
        }
    }
}
