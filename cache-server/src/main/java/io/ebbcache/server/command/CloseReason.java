package io.ebbcache.server.command;

/** Why a connection has ended, in memcached's words. */
public enum CloseReason {
    /** The client has left, or said so. */
    NORMAL("normal"),
    /** The network failed, or what the client sent was no protocol, or it let the server wait in the middle. */
    ERROR("error"),
    /** The client had asked for nothing for too long. */
    IDLE("idle_timeout"),
    /** The server stops. */
    SHUTDOWN("shutdown");

    private final String word;

    CloseReason(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
