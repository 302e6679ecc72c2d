package io.ebbcache.server.cluster.route;

/** What another node is asked to do. */
enum CallKind {
    READ(false),
    /** May change the expiry, or let a client win: whether that is done is nothing that a client could rely on. */
    READ_UNDER_TERMS(false),
    TOUCH(true),
    STORE(true),
    DELETE(true),
    COUNT(true),
    /** All nodes, to end all items. */
    FLUSH(true),
    /** For what it has of a key that was its own before. */
    FILL(false),
    /** Nothing: a ring is waited for, or that a node answers again. */
    RING(false);

    private final boolean changes;

    CallKind(boolean changes) {
        this.changes = changes;
    }

    boolean changes() {
        return changes;
    }
}
