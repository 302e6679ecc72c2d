package io.ebbcache.client.connection;

import org.jspecify.annotations.Nullable;

/** A server was reached, but there was no agreement with it: it does not want us, or is none that can be worked with. */
public final class HandshakeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What there was no agreement on. */
    public enum Phase {
        /** Encryption, and who the other is. */
        TLS,
        /** User and password. */
        AUTHENTICATION,
        /** Which protocol is spoken. */
        PROTOCOL
    }

    private final Phase phase;

    HandshakeException(Phase phase, String message, @Nullable Throwable cause) {
        super(phase + ": " + message, cause, false, false);
        this.phase = phase;
    }

    /** What there was no agreement on. */
    public Phase phase() {
        return phase;
    }
}
