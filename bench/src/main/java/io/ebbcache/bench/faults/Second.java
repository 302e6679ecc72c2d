package io.ebbcache.bench.faults;

/**
 * What happened in a second.
 *
 * @param errors at nodes to which nothing was done in this step
 * @param errorsOfStruck at those to which something was done
 */
record Second(long hits, long misses, long errors, long errorsOfStruck) {
    static final Second EMPTY = new Second(0, 0, 0, 0);

    Second plus(Second more) {
        return new Second(
                hits + more.hits, misses + more.misses, errors + more.errors, errorsOfStruck + more.errorsOfStruck);
    }
}
