package io.ebbcache.store.index;

/** Decides which slots can be given back, and keeps the books of their items. Called with the partition locked. */
public interface SlotReclaimer {

    /**
     * Whether the item of a slot is over; if so, it has been accounted for and the slot is cleared.
     *
     * @param knownHash what is known of the hash of its key, see {@link Index#knownHash}
     */
    boolean isOver(long knownHash, long place, long state);

    /** The slot of an item that is alive is taken for another one, as the index may not grow. */
    void displaced(long place, long state);
}
