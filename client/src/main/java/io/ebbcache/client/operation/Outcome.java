package io.ebbcache.client.operation;

/** How a request ended that was understood and carried out. Anything else is a {@link CacheException}. */
public enum Outcome {
    /** Found, and for a change: done. */
    DONE,
    /** There is no such item. */
    NOT_FOUND,
    /** Add found one, or replace, append or prepend found none. */
    NOT_STORED,
    /** The item is there and has another CAS number. */
    EXISTS
}
