package io.ebbcache.store;

import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.index.SlotCopy;
import io.ebbcache.store.item.ItemReader;
import org.agrona.DirectBuffer;

/**
 * Goes through all items while others work on: partition by partition of the index, whose slots are copied at once, so an
 * item is met once at the most, and surely if it stays as it is meanwhile. Nothing is noted as read. Used by the thread of its
 * lane; what {@link #next} found can be asked for until the lane is used for something else.
 */
public final class ItemWalk {

    private final Store store;
    private final ItemReader reader;
    private final SlotCopy slots = new SlotCopy();
    private int partition;
    private int slot;

    ItemWalk(Store store, ItemReader reader) {
        this.store = store;
        this.reader = reader;
    }

    /** Bytes of ordinary memory that the next partition takes, about. */
    public int nextBytes() {
        return partition < store.index().partitions() ? store.index().copyBytes(partition) : 0;
    }

    /** Begins with the next partition; false if there is none. */
    public boolean nextPartition() {
        if (partition == store.index().partitions()) {
            return false;
        }
        store.index().copy(partition++, slots);
        slot = -1;
        return true;
    }

    /** Whether the partition has slots that were not looked at. */
    public boolean hasNext() {
        return slot + 1 < slots.count();
    }

    /** Looks at the next slot of the partition; false if its item is over or lost. */
    public boolean next() {
        slot++;
        return look();
    }

    /** Looks again at the same slot. */
    public boolean again() {
        return look();
    }

    private boolean look() {
        return !store.clock().isOver(IndexSlot.expiry(slots.state(slot)))
                && reader.openHead(slots.location(slot))
                && !store.isFlushed(reader.cas());
    }

    public DirectBuffer keyBuffer() {
        return reader.keyBuffer();
    }

    public int keyOffset() {
        return reader.keyOffset();
    }

    public int keyLength() {
        return reader.keyLength();
    }

    public long cas() {
        return reader.cas();
    }

    /** When the item ends, in seconds of the store's clock; 0 is never. */
    public long expiry() {
        return IndexSlot.expiry(slots.state(slot));
    }

    /** When the item was stored or read last, in seconds of the store's clock. */
    public long lastAccess() {
        long now = store.clock().now();
        return now - IndexSlot.idleSeconds(slots.state(slot), now);
    }

    public boolean isFetched() {
        return IndexSlot.isFetched(slots.state(slot));
    }

    /** What the item counts against the limit on its size. */
    public int size() {
        return reader.keyLength() + reader.valueLength() + StoreConfig.ITEM_OVERHEAD_BYTES;
    }
}
