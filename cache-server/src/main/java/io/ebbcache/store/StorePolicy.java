package io.ebbcache.store;

/**
 * What a store may do of itself.
 *
 * @param evict whether room is made by giving up items; otherwise storing fails when the store is full
 * @param shed whether items are given up ahead of the kernel where others need the memory; only if {@code evict}
 * @param checksum whether each value has a checksum that every read verifies
 */
public record StorePolicy(boolean evict, boolean shed, boolean checksum) {

    /** Room is made, but the memory of others is left to the kernel. */
    public static final StorePolicy EVICT = new StorePolicy(true, false, false);

    /** Nothing is given up. */
    public static final StorePolicy KEEP = new StorePolicy(false, false, false);
}
