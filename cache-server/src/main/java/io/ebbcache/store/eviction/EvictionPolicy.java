package io.ebbcache.store.eviction;

import java.util.OptionalInt;

/**
 * The order in which sealed segments are given up. Told of every segment that is sealed and of every one that ends. Called by
 * one thread at a time.
 */
public interface EvictionPolicy {

    /** A segment is full. */
    void sealed(int segment);

    /** A segment has ended, for whatever cause. */
    void ended(int segment);

    /** The oldest segment in which nothing is alive; giving it up costs no item. */
    OptionalInt hollow();

    /** The segment to give up next. */
    OptionalInt victim();

    /** All sealed segments. */
    int[] segments();
}
