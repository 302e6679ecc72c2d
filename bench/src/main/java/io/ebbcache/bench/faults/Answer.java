package io.ebbcache.bench.faults;

/** What came back. */
enum Answer {
    HIT,
    MISS,
    /** A set or delete was acknowledged. */
    DONE
}
