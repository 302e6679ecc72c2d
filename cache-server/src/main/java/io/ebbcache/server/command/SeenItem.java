package io.ebbcache.server.command;

import io.ebbcache.store.StoreConfig;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.item.Item;

/** What is known of the item that a command has found or made: a view that the next command overwrites. */
public final class SeenItem {

    /** The time to live of an item that does not expire. */
    public static final long UNLIMITED = StoreClock.UNLIMITED;

    private final Item item;
    private final StoreClock clock;

    SeenItem(Item item, StoreClock clock) {
        this.item = item;
        this.clock = clock;
    }

    /** The client's 32 opaque bits. */
    public int flags() {
        return item.flags();
    }

    /** The number of this version of the item. */
    public long cas() {
        return item.cas();
    }

    /** Length of the value in bytes. */
    public int valueLength() {
        return item.valueLength();
    }

    /** Bytes that an item with this key counts against the limit on its size. */
    public int itemBytes(int keyLength) {
        return keyLength + item.valueLength() + StoreConfig.ITEM_OVERHEAD_BYTES;
    }

    /** Seconds that it has to live, or {@link #UNLIMITED}. */
    public long secondsLeft() {
        return secondsUntil(item.expiry());
    }

    /** Seconds that it had to live before this command changed that, or {@link #UNLIMITED}. */
    public long secondsLeftBefore() {
        return secondsUntil(item.oldExpiry());
    }

    /** Seconds that an item of this expiry has to live, or {@link #UNLIMITED}. */
    public long secondsLeft(long exptime) {
        return secondsUntil(clock.expiry(exptime));
    }

    private long secondsUntil(long expiry) {
        return clock.secondsLeft(expiry);
    }

    /** Whether it had been read before. */
    public boolean isFetched() {
        return item.isFetched();
    }

    /** Seconds since it was stored or read last before. */
    public long idleSeconds() {
        return item.idleSeconds();
    }

    /** Whether it is stale. */
    public boolean isStale() {
        return item.isStale();
    }

    /** Whether somebody had been told before to fill it anew. */
    public boolean isClaimed() {
        return item.isClaimed();
    }

    /** Whether this client is to fill it anew. */
    public boolean isWon() {
        return item.isWon();
    }

    /** Whether it was not there, and a read or a calculation has made it. */
    public boolean isMade() {
        return item.isMade();
    }
}
