package io.ebbcache.client.connection;

/** What a connection is doing, as its requests see it. */
enum ConnectionState {
    /** The first attempt, or the one right after a good connection was lost: requests wait. */
    CONNECTING,
    /** The same, and the server was reached: TLS, authentication, choice of the protocol. */
    NEGOTIATING,
    /** Requests are sent. */
    UP,
    /** An attempt has failed. Requests fail at once, until one of the further attempts succeeds. */
    DOWN,
    /** For ever. */
    CLOSED
}
