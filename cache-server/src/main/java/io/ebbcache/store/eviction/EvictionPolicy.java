package io.ebbcache.store.eviction;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * The order in which sealed segments are given up. Told of every segment that is sealed and of every one that ends. Called by
 * one thread at a time.
 */
public interface EvictionPolicy {

    /** A segment is full. */
    void sealed(int segment, SegmentQueue queue);

    /** A segment has ended, for whatever cause. */
    void ended(int segment);

    /** The allowed segment to give up next. */
    OptionalInt victim(IntPredicate allowed);

    /** Which queue a sealed segment is in. */
    SegmentQueue queueOf(int segment);

    /** All sealed segments, those first that have been there longest. */
    int[] segments();

    /** How many are sealed. */
    int size();
}
