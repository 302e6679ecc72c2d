package io.ebbcache.server.cluster.route;

/** What another node is asked to do. */
enum CallKind {
    READ(false),
    READ_UNDER_TERMS(true),
    INSPECT(false),
    TOUCH(true),
    STORE(true),
    DELETE(true),
    COUNT(true),
    /** Nothing: a ring is waited for that the asking node knows already. */
    RING(false);

    private final boolean changes;

    CallKind(boolean changes) {
        this.changes = changes;
    }

    boolean changes() {
        return changes;
    }
}
