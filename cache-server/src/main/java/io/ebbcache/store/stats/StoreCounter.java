package io.ebbcache.store.stats;

/** Everything that the store counts since it was opened. {@code stats}, metrics and dashboard read these. */
public enum StoreCounter {
    /** Keys asked for by get and its kin. */
    CMD_GET,
    /** Store operations of any mode that reached the store. */
    CMD_SET,
    /** Keys touched, with or without a get. */
    CMD_TOUCH,
    /** Calls of flush. */
    CMD_FLUSH,
    /** Keys asked for and found. */
    GET_HITS,
    /** Keys asked for and not found, for whatever cause. */
    GET_MISSES,
    /** Misses of get that met an item past its expiry. */
    GET_EXPIRED,
    /** Misses of get that met an item from before a flush. */
    GET_FLUSHED,
    /** Items that were removed by delete. */
    DELETE_HITS,
    /** Deletes of what was not there. */
    DELETE_MISSES,
    /** Increments of an item that was there. */
    INCR_HITS,
    /** Increments of what was not there. */
    INCR_MISSES,
    /** Decrements of an item that was there. */
    DECR_HITS,
    /** Decrements of what was not there. */
    DECR_MISSES,
    /** CAS operations that stored. */
    CAS_HITS,
    /** CAS operations on what was not there. */
    CAS_MISSES,
    /** CAS operations whose number did not match. */
    CAS_BADVAL,
    /** Touches of an item that was there. */
    TOUCH_HITS,
    /** Touches of what was not there. */
    TOUCH_MISSES,
    /** Items that were put in place, updates included. */
    TOTAL_ITEMS,
    /** Live items that were given up to make room, for whatever cause. */
    EVICTIONS,
    /** Of the evictions, items that were never read. */
    EVICTED_UNFETCHED,
    /** Of the evictions, items that were given up because others needed the memory. */
    SHED_ITEMS,
    /** Items that were copied to another segment, as they were worth keeping when theirs was given up. */
    MOVED_ITEMS,
    /** Segments that were given up as they were, as room was needed before they had been looked through. */
    SEGMENTS_EVICTED_UNSORTED,
    /** Items whose room was given back because they were past their expiry. */
    EXPIRED,
    /** Of the expired, items that were met by nobody who asked for them. */
    EXPIRED_UNASKED,
    /** Of the expired, items that were never read. */
    EXPIRED_UNFETCHED,
    /** Items found to have lost a page to the kernel: by who asked for one, whose answer was a miss, or when room was made. */
    DROPPED_ITEMS,
    /** Stores refused because no segment could be had. */
    STORE_NO_MEMORY
}
