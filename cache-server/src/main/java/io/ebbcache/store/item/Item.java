package io.ebbcache.store.item;

/**
 * What an operation saw or made: the fields of an item without its key and value. A flyweight, overwritten by the next operation.
 */
public final class Item {

    private int flags;
    private long cas;
    private int valueLength;
    private long expiry;
    private long oldExpiry;
    private boolean fetched;
    private long idleSeconds;
    private boolean stale;
    private boolean claimed;
    private boolean won;
    private boolean made;

    /** Sets the fields that every operation knows; the others to those of an item that is new. */
    public Item set(int flags, long cas, int valueLength, long expiry) {
        this.flags = flags;
        this.cas = cas;
        this.valueLength = valueLength;
        this.expiry = expiry;
        this.oldExpiry = expiry;
        this.fetched = false;
        this.idleSeconds = 0;
        this.stale = false;
        this.claimed = false;
        this.won = false;
        this.made = false;
        return this;
    }

    /** Sets what was so before this access. */
    public Item before(boolean fetched, long idleSeconds, boolean stale, boolean claimed) {
        this.fetched = fetched;
        this.idleSeconds = idleSeconds;
        this.stale = stale;
        this.claimed = claimed;
        return this;
    }

    /** Sets what this access changes. */
    public Item now(long expiry, boolean won) {
        this.expiry = expiry;
        this.won = won;
        return this;
    }

    /** Sets that it was not there before this access, which has made it. */
    public Item made(long expiry, boolean won) {
        this.made = true;
        return now(expiry, won);
    }

    /** The client's 32 opaque bits. */
    public int flags() {
        return flags;
    }

    /** The number of this version of the item, never 0 for one that exists. */
    public long cas() {
        return cas;
    }

    /** Length of the value in bytes. */
    public int valueLength() {
        return valueLength;
    }

    /** When it ends, in seconds of the store's clock; 0 is never. */
    public long expiry() {
        return expiry;
    }

    /** When it was to end before this operation. */
    public long oldExpiry() {
        return oldExpiry;
    }

    /** Whether it had been read before this operation. */
    public boolean isFetched() {
        return fetched;
    }

    /** Seconds since it was stored or read last before this operation. */
    public long idleSeconds() {
        return idleSeconds;
    }

    /** Whether it was marked as stale. */
    public boolean isStale() {
        return stale;
    }

    /** Whether somebody has been told before to fill it anew. */
    public boolean isClaimed() {
        return claimed;
    }

    /** Whether it was not there, and a read or a calculation has made it. */
    public boolean isMade() {
        return made;
    }

    /** Whether it is this caller who is to fill it anew. */
    public boolean isWon() {
        return won;
    }
}
