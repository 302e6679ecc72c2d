package io.ebbcache.server.command;

import org.jspecify.annotations.Nullable;

/**
 * How clients come in.
 *
 * @param wire which protocols they may speak
 * @param credentials who they have to be, if they have to say so
 */
public record Access(Wire wire, @Nullable Credentials credentials) {

    /** Everybody, in any protocol. */
    public static final Access OPEN = new Access(Wire.AUTO, null);

    /** The protocols of one port. */
    public enum Wire {
        /** Each connection is what its first byte says. */
        AUTO,
        /** Text only. */
        ASCII,
        /** Binary only. */
        BINARY
    }
}
