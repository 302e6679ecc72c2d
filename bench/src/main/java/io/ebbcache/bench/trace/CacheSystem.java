package io.ebbcache.bench.trace;

/** Whom a trace is replayed against. */
enum CacheSystem {
    /** Ebb's store. */
    EBB("Ebb"),
    /** The memcached that is installed. */
    MEMCACHED("memcached"),
    /** Least recently used, computed. */
    LRU("LRU"),
    /** What Caffeine does, computed. */
    W_TINYLFU("W-TinyLFU"),
    /** The optimum of one who knows the future, computed. */
    BELADY("Belady");

    private final String label;

    CacheSystem(String label) {
        this.label = label;
    }

    /** As it is called in tables and on command lines. */
    @Override
    public String toString() {
        return label;
    }
}
