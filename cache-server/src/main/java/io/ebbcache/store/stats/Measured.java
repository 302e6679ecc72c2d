package io.ebbcache.store.stats;

/** What metrics tell of, beside whoever else does. */
@FunctionalInterface
public interface Measured {

    /** How they do. */
    Metric metric();
}
