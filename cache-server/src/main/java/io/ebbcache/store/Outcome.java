package io.ebbcache.store;

/** How an operation of the store ended. */
public enum Outcome {
    /** The item is there; its value went to the sink. */
    FOUND,
    /** There is no such item: never stored, expired, evicted, flushed or dropped by the kernel. */
    NOT_FOUND,
    /** The item is there, but the sink had no room for its value. */
    NO_ROOM,
    /** The new item is in place. */
    STORED,
    /** The condition of add, replace, append or prepend did not hold. */
    NOT_STORED,
    /** The item has another CAS number than the one given. */
    EXISTS,
    /** The item was removed. */
    DELETED,
    /** The item has its new expiry. */
    TOUCHED,
    /** The value of the item is not a decimal number below 2^64. */
    NON_NUMERIC,
    /** No segment can be had for the item (eviction is switched off, or the item is larger than the store). */
    NO_MEMORY,
    /** What append or prepend would make is larger than an item may be. */
    TOO_LARGE
}
