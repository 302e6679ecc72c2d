package io.ebbcache.client.cache;

/** How {@link Cache#compareAndSet} ended. */
public enum CasResult {
    /** The value is the new one. */
    STORED,
    /** The value had changed: it is another version. */
    CHANGED,
    /** There is no value any more. */
    MISSING
}
