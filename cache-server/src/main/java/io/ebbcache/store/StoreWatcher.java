package io.ebbcache.store;

import io.ebbcache.store.item.Key;

/**
 * Is told what the store gives up and what the kernel has taken. Called by any thread, some of which hold locks of the store:
 * it must return at once and not call the store.
 */
public interface StoreWatcher {

    /** Wants to be told nothing. */
    StoreWatcher NOBODY = new StoreWatcher() {};

    /** Whether {@link #evicted} is wanted; finding the keys of a segment that goes takes some milliseconds. */
    default boolean watchesEvictions() {
        return false;
    }

    /** Whether {@link #dropped} and {@link #segmentDropped} are wanted. */
    default boolean watchesDrops() {
        return false;
    }

    /** A live item is given up to make room. */
    default void evicted(Key key, GivenUp item) {}

    /** An item was asked for, and a page of it was gone. */
    default void dropped(Key key, GivenUp item) {}

    /** All pages of a segment were found gone, with so many items that were alive; nobody knows their keys any more. */
    default void segmentDropped(int segment, long items) {}

    /**
     * What is known of an item that is no longer there.
     *
     * @param fetched whether it was read at least once
     * @param secondsLeft until it would have expired; -1 is never
     * @param idleSeconds since it was stored or read last
     * @param valueBytes length of its value; 0 where that was lost with it
     */
    record GivenUp(boolean fetched, long secondsLeft, long idleSeconds, int valueBytes) {}
}
