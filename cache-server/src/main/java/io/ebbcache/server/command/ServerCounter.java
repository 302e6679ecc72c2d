package io.ebbcache.server.command;

/** Everything that the server counts beside its store. {@code stats}, metrics and dashboard read these. */
public enum ServerCounter {
    /** Connections that were accepted, those over the limit not counted. */
    CONNECTIONS_OPENED,
    /** Connections of these that have ended; opened less closed are those that are there. */
    CONNECTIONS_CLOSED,
    /** Connections that were turned away because the limit was reached. */
    CONNECTIONS_REJECTED,
    /** Connections that were ended because their clients had asked for nothing for too long. */
    CONNECTIONS_IDLE_CLOSED,
    /** Connections that were ended because their clients had begun a request and sent no more of it for too long. */
    CONNECTIONS_REQUEST_STALLED,
    /** Connections that were ended because their clients had not taken any of their replies for too long. */
    CONNECTIONS_WRITE_STALLED,
    /** Connections that were ended by an exception. */
    CONNECTIONS_FAILED,
    /** Connections that did not come as far as being encrypted. */
    TLS_HANDSHAKES_FAILED,
    /** Bytes read from clients. */
    BYTES_READ,
    /** Bytes of replies handed to the network. */
    BYTES_WRITTEN,
    /** Requests decoded, bad ones included; a get of many keys is one. */
    COMMANDS,
    /** Requests of these that are meta commands. */
    COMMANDS_META,
    /** Requests that no protocol could make sense of. */
    COMMANDS_BAD,
    /** Times that a connection was not served further until its replies had left. */
    REPLIES_WAITED,
    /** Hits that were answered with an error because the reply budget was used up. */
    REPLIES_REFUSED,
    /** Values that were answered with an error because the request budget was used up. */
    REQUESTS_REFUSED,
    /** Times that a client said who it is. */
    AUTH_COMMANDS,
    /** Times of these that it was not true. */
    AUTH_ERRORS,
    /** Items refused because they are larger than the limit for one item. */
    STORE_TOO_LARGE
}
