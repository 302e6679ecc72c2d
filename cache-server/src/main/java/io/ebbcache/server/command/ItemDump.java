package io.ebbcache.server.command;

import io.ebbcache.store.ItemWalk;
import io.ebbcache.store.expiry.StoreClock;
import org.agrona.DirectBuffer;

/** A list of all items for one client, made while it takes it; what that needs is charged to the budget of requests. */
public final class ItemDump {

    /** What {@link #next} found. */
    public enum Found {
        /** An item; its fields can be asked for. */
        ITEM,
        /** Nothing this time, but there is more to look at. */
        NOTHING,
        /** There is no memory to go on. */
        NO_MEMORY,
        /** There are no more items. */
        END
    }

    private static final long NEVER = -1;

    private final ItemWalk walk;
    private final StoreClock clock;
    private final MemoryBudget budget;
    private long charged;
    private boolean held;

    ItemDump(ItemWalk walk, StoreClock clock, MemoryBudget budget) {
        this.walk = walk;
        this.clock = clock;
        this.budget = budget;
    }

    /** Looks for the next item; a bounded amount of work. */
    public Found next() {
        if (held) {
            held = false;
            return found(walk.again());
        }
        if (walk.hasNext()) {
            return found(walk.next());
        }
        release();
        long needed = walk.nextBytes();
        if (!budget.acquire(needed)) {
            return Found.NO_MEMORY;
        }
        charged = needed;
        return walk.nextPartition() ? Found.NOTHING : Found.END;
    }

    private static Found found(boolean item) {
        return item ? Found.ITEM : Found.NOTHING;
    }

    /** Lets {@link #next} find the same item again. */
    public void hold() {
        held = true;
    }

    public DirectBuffer keyBuffer() {
        return walk.keyBuffer();
    }

    public int keyOffset() {
        return walk.keyOffset();
    }

    public int keyLength() {
        return walk.keyLength();
    }

    /** When the item ends, in Unix time; -1 is never. */
    public long expiry() {
        return walk.expiry() == StoreClock.NEVER ? NEVER : clock.toUnixSeconds(walk.expiry());
    }

    /** When the item was stored or read last, in Unix time. */
    public long lastAccess() {
        return clock.toUnixSeconds(walk.lastAccess());
    }

    public long cas() {
        return walk.cas();
    }

    public boolean isFetched() {
        return walk.isFetched();
    }

    /** Bytes of the item, overhead included. */
    public int size() {
        return walk.size();
    }

    /** Gives back all memory; calling this again does no harm. */
    public void release() {
        budget.release(charged);
        charged = 0;
    }
}
