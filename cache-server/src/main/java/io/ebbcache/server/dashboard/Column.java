package io.ebbcache.server.dashboard;

/**
 * What is noted each second. Bytes, rates are per second, times in milliseconds since 1970, latencies in nanoseconds. Those of a group follow each
 * other.
 */
enum Column {
    AT("at"),
    /** Bytes of values that are in memory. */
    RESIDENT("resident"),
    /** The most that values may take. */
    LIMIT("limit"),
    /** Of this, what others leave at the moment. */
    ALLOWED("allowed"),
    /** Bytes of pages of segments in use that the kernel has taken. */
    DROPPED("dropped"),
    /** Memory of the process that is not values. */
    ORDINARY("ordinary"),
    /** The most that this may be. */
    ORDINARY_LIMIT("ordinaryLimit"),
    /** Requests of all kinds; one for many keys is one. */
    REQUESTS("requests"),
    GETS("gets"),
    HITS("hits"),
    SETS("sets"),
    MISSES_ABSENT("misses", "absent"),
    MISSES_EXPIRED("misses", "expired"),
    MISSES_FLUSHED("misses", "flushed"),
    MISSES_EVICTED("misses", "evicted"),
    MISSES_SHED("misses", "shed"),
    MISSES_DROPPED("misses", "dropped"),
    /** Items that were given up for others that were stored. */
    LOST_EVICTED("lost", "evicted"),
    /** Items that were given up as others needed the memory. */
    LOST_SHED("lost", "shed"),
    /** Items whose pages the kernel has taken. */
    LOST_DROPPED("lost", "dropped"),
    GET_P50("get", "p50"),
    GET_P99("get", "p99"),
    GET_P999("get", "p999"),
    SET_P50("set", "p50"),
    SET_P99("set", "p99"),
    SET_P999("set", "p999"),
    LOOP_LAG_P99("loopLag", "p99"),
    CONNECTIONS("connections");

    private final String group;
    private final String label;

    Column(String label) {
        this("", label);
    }

    Column(String group, String label) {
        this.group = group;
        this.label = label;
    }

    /** What it is told as part of; empty if it stands for itself. */
    String group() {
        return group;
    }

    /** What it is called there. */
    String label() {
        return label;
    }
}
