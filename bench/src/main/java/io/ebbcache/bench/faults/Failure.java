package io.ebbcache.bench.faults;

import java.util.Locale;

/** How a request can fail, as a client sees it. */
enum Failure {
    /** No answer in time. */
    TIMEOUT("timeout"),
    /** The node answered SERVER_ERROR. */
    SERVER_ERROR("SERVER_ERROR"),
    /** The connection broke while the client waited. */
    CONNECTION("broken"),
    /** There was nobody to connect to. */
    UNREACHABLE("refused");

    private final String text;

    Failure(String text) {
        this.text = text;
    }

    /** For figures. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
