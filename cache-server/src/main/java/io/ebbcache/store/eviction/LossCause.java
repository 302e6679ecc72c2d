package io.ebbcache.store.eviction;

/** Why an item that is alive is lost. */
public enum LossCause {
    /** Given up to make room for what is stored. */
    EVICTED,
    /** Given up because others need the memory. */
    SHED,
    /** The kernel has taken a page of it. */
    DROPPED;

    private static final LossCause[] ALL = values();

    static LossCause of(int ordinal) {
        return ALL[ordinal];
    }
}
