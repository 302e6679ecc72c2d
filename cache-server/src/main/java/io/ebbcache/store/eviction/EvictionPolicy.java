package io.ebbcache.store.eviction;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * The order in which sealed segments are given up. Told of every segment that is sealed and of every one that ends. Called by
 * one thread at a time.
 */
public interface EvictionPolicy {

    /** A segment is full. */
    void sealed(int segment);

    /** A segment has ended, for whatever cause. */
    void ended(int segment);

    /** The oldest allowed segment in which nothing is alive; giving it up costs no item. */
    OptionalInt hollow(IntPredicate allowed);

    /** The allowed segment to give up next. */
    OptionalInt victim(IntPredicate allowed);

    /** All sealed segments. */
    int[] segments();
}
