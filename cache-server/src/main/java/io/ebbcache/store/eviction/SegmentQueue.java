package io.ebbcache.store.eviction;

/** The two queues of segments. */
public enum SegmentQueue {
    /** What was stored lately, and has yet to show that it is read. */
    SMALL,
    /** What was read before it left the other queue. */
    MAIN
}
