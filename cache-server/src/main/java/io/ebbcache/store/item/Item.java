package io.ebbcache.store.item;

/** What an operation saw or made: the fields of an item without its key and value. A flyweight, overwritten by the next operation. */
public final class Item {

    private int flags;
    private long cas;
    private int valueLength;
    private long expiry;

    /** Sets all fields. */
    public Item set(int flags, long cas, int valueLength, long expiry) {
        this.flags = flags;
        this.cas = cas;
        this.valueLength = valueLength;
        this.expiry = expiry;
        return this;
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
}
