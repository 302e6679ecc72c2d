package io.ebbcache.store.stats;

/** Everything that the store counts since it was opened. {@code stats}, metrics and dashboard read these. */
@SuppressWarnings("ImmutableEnumChecker") // a metric is immutable, as its list is
public enum StoreCounter implements Measured {
    CMD_GET("ebb_gets", "Keys asked for by get and its kin"),
    CMD_SET("ebb_sets", "Store operations of any mode that reached the store"),
    CMD_TOUCH("ebb_touches", "Keys touched, with or without a get"),
    CMD_FLUSH("ebb_flushes", "Calls of flush"),
    /** Keys asked for and found. */
    GET_HITS(Family.operation("get", "hit")),
    /** Keys asked for and not found, for whatever cause. */
    GET_MISSES(Family.operation("get", "miss")),
    /** Misses of get that met nothing, and nothing is remembered of the item. */
    GET_ABSENT(Family.miss("absent")),
    /** Misses of get that met an item past its expiry. */
    GET_EXPIRED(Family.miss("expired")),
    /** Misses of get that met an item from before a flush. */
    GET_FLUSHED(Family.miss("flushed")),
    /** Misses of get whose item was given up for others that were stored, as far as that is remembered. */
    GET_EVICTED(Family.miss("evicted")),
    /** Misses of get whose item was given up because others needed the memory, as far as that is remembered. */
    GET_SHED(Family.miss("shed")),
    /** Misses of get whose item had lost a page to the kernel, as far as that is remembered. */
    GET_DROPPED(Family.miss("dropped")),
    /** Store operations that put their item in place. */
    SET_STORED(Family.operation("set", "stored")),
    /** Store operations whose condition was not met, or which failed. */
    SET_NOT_STORED(Family.operation("set", "not_stored")),
    /** Items that were removed by delete. */
    DELETE_HITS(Family.operation("delete", "hit")),
    /** Deletes of what was not there. */
    DELETE_MISSES(Family.operation("delete", "miss")),
    /** Increments of an item that was there. */
    INCR_HITS(Family.operation("incr", "hit")),
    /** Increments of what was not there. */
    INCR_MISSES(Family.operation("incr", "miss")),
    /** Decrements of an item that was there. */
    DECR_HITS(Family.operation("decr", "hit")),
    /** Decrements of what was not there. */
    DECR_MISSES(Family.operation("decr", "miss")),
    /** CAS operations that stored. */
    CAS_HITS(Family.operation("cas", "hit")),
    /** CAS operations on what was not there. */
    CAS_MISSES(Family.operation("cas", "miss")),
    /** CAS operations whose number did not match. */
    CAS_BADVAL(Family.operation("cas", "mismatch")),
    /** Touches of an item that was there. */
    TOUCH_HITS(Family.operation("touch", "hit")),
    /** Touches of what was not there. */
    TOUCH_MISSES(Family.operation("touch", "miss")),
    TOTAL_ITEMS("ebb_items_stored", "Items that were put in place, updates included"),
    EVICTIONS("ebb_items_evicted", "Live items that were given up to make room, for whatever cause"),
    EVICTED_UNFETCHED("ebb_items_evicted_unread", "Of the items evicted, those that were never read"),
    SHED_ITEMS("ebb_items_shed", "Of the items evicted, those that were given up because others needed the memory"),
    MOVED_ITEMS(
            "ebb_items_moved",
            "Items that were copied to another segment, as they were worth keeping when theirs was given up"),
    SEGMENTS_EVICTED_UNSORTED(
            "ebb_segments_evicted_unsorted",
            "Segments that were given up as they were, as room was needed before they had been looked through"),
    EXPIRED("ebb_items_expired", "Items whose room was given back because they were past their expiry"),
    EXPIRED_UNASKED("ebb_items_expired_unasked", "Of the items expired, those met by nobody who asked for them"),
    EXPIRED_UNFETCHED("ebb_items_expired_unread", "Of the items expired, those that were never read"),
    /** Items found to have lost a page to the kernel: by who asked for one, whose answer was a miss, or when room was made. */
    DROPPED_ITEMS("ebb_items_dropped", "Items found to have lost a page to the kernel"),
    STORE_NO_MEMORY("ebb_stores_out_of_memory", "Stores refused because no segment could be had");

    private final Metric metric;

    StoreCounter(String family, String help) {
        this(Metric.of(family, help));
    }

    StoreCounter(Metric metric) {
        this.metric = metric;
    }

    @Override
    public Metric metric() {
        return metric;
    }

    /** Counters that are told of together. */
    private static final class Family {
        private static final Metric OPERATIONS = Metric.of(
                "ebb_operations", "What was done with keys of this node, by command and outcome; a cas is a set, too");
        private static final Metric MISSES = Metric.of(
                "ebb_misses", "Keys asked for by get and not found, by cause, as far as the cause is known still");

        private static Metric operation(String command, String outcome) {
            return OPERATIONS.with("command", command, "outcome", outcome);
        }

        private static Metric miss(String cause) {
            return MISSES.with("cause", cause);
        }
    }
}
