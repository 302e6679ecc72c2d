package io.ebbcache.client.operation;

/** What a request does. */
public enum Verb {
    GET(true),
    GET_AND_TOUCH(true),
    TOUCH(true),
    SET(true),
    ADD(false),
    REPLACE(false),
    APPEND(false),
    PREPEND(false),
    /** Stores if the item still has the request's CAS number. */
    CAS(false),
    DELETE(true),
    /** Leaves the item there as stale: whoever asks first is to fill it anew. */
    INVALIDATE(true),
    INCREMENT(false),
    DECREMENT(false),
    /** Passes on a meta command that somebody else has written, and brings its reply back as it is. */
    RELAY(false);

    private final boolean idempotent;

    Verb(boolean idempotent) {
        this.idempotent = idempotent;
    }

    /** Whether doing it twice leaves what doing it once leaves. */
    public boolean isIdempotent() {
        return idempotent;
    }

    /** Whether a value is sent along. */
    public boolean stores() {
        return switch (this) {
            case SET, ADD, REPLACE, APPEND, PREPEND, CAS -> true;
            default -> false;
        };
    }

    /** Whether a hit brings the value. */
    public boolean reads() {
        return this == GET || this == GET_AND_TOUCH;
    }
}
