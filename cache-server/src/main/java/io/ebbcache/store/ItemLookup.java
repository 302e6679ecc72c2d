package io.ebbcache.store;

import io.ebbcache.region.segment.Location;
import io.ebbcache.store.eviction.LossCause;
import io.ebbcache.store.index.Candidates;
import io.ebbcache.store.index.IndexPartition;
import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.item.Item;
import io.ebbcache.store.item.ItemReader;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.stats.CounterCells;
import io.ebbcache.store.stats.StoreCounter;
import org.jspecify.annotations.Nullable;

/**
 * Finds the item of a key: looks for slots in the index, reads the heads of the items they point to, and holds the one that was
 * found until the next search. What is met on the way and is over loses its slot. Used by one thread.
 *
 * <p>Searching and reading need no lock. What changes the slot that was found needs the key's partition locked since before the
 * search.
 */
final class ItemLookup implements AutoCloseable {

    private static final int NONE = -1;

    private final Store store;
    private final ItemReader reader;
    private final CounterCells<StoreCounter> counters;
    private final Candidates candidates = new Candidates();
    private final Candidates recheck = new Candidates();
    private final Item item = new Item();

    /** Which of the candidates was found. */
    private int slot;

    private @Nullable StoreCounter missCause;

    ItemLookup(Store store, CounterCells<StoreCounter> counters) {
        this.store = store;
        this.reader = new ItemReader(store.pool(), store.config().maxItemBytes());
        this.counters = counters;
    }

    /** Searches; after true, the item's fields and value can be read. */
    boolean find(Key key) {
        missCause = null;
        search(key);
        while (slot < candidates.count()) {
            switch (reader.open(candidates.location(slot), key)) {
                case OTHER_KEY -> slot++;
                case ITEM -> {
                    if (isLive(key)) {
                        return true;
                    }
                    search(key);
                }
                case LOST -> {
                    missedBy(clearLost(key));
                    // it is gone, or another version has taken its place meanwhile
                    search(key);
                }
            }
        }
        return false;
    }

    private void search(Key key) {
        store.index().find(key.hash(), candidates);
        slot = 0;
    }

    private boolean isLive(Key key) {
        long expiry = IndexSlot.expiry(state());
        if (!IndexSlot.isCasAssigned(state()) && (store.isFlushed(reader.cas()) || reader.cas() <= key.casFloor())) {
            missCause = StoreCounter.GET_FLUSHED;
            clearOver(key);
            return false;
        }
        if (store.clock().isOver(expiry)) {
            missCause = StoreCounter.GET_EXPIRED;
            if (clearOver(key)) {
                counters.increment(StoreCounter.EXPIRED);
                if (!IndexSlot.isFetched(state())) {
                    counters.increment(StoreCounter.EXPIRED_UNFETCHED);
                }
            }
            return false;
        }
        long state = state();
        item.set(reader.flags(), reader.cas(), reader.valueLength(), expiry)
                .before(
                        IndexSlot.isFetched(state),
                        IndexSlot.idleSeconds(state, store.clock().now()),
                        IndexSlot.isStale(state),
                        IndexSlot.isClaimed(state));
        return true;
    }

    /** What a miss of get is counted as beside a miss; null if the item was simply not there. */
    @Nullable
    StoreCounter missCause() {
        return missCause;
    }

    /** The same, also where nothing was met of the item: as far as it is remembered what has become of it. */
    StoreCounter missCause(Key key) {
        StoreCounter met = missCause;
        if (met != null) {
            return met;
        }
        LossCause remembered = store.ghosts().cause(store.index().knownHash(key.hash()));
        return remembered == null ? StoreCounter.GET_ABSENT : counter(remembered);
    }

    /** The item was found before and then lost by this; without effect for null. */
    void missedBy(@Nullable LossCause cause) {
        if (cause != null) {
            missCause = counter(cause);
        }
    }

    private static StoreCounter counter(LossCause cause) {
        return switch (cause) {
            case EVICTED -> StoreCounter.GET_EVICTED;
            case SHED -> StoreCounter.GET_SHED;
            case DROPPED -> StoreCounter.GET_DROPPED;
        };
    }

    /** The fields of the item that was found, or what the caller has set since. */
    Item item() {
        return item;
    }

    /** The reader that has the item open. */
    ItemReader reader() {
        return reader;
    }

    /** The state word of the slot that was found. */
    long state() {
        return candidates.state(slot);
    }

    /** Notes that the item was read. */
    void noteAccess() {
        long touched = IndexSlot.touched(state(), store.clock().now());
        if (touched == state()) {
            return;
        }
        long location = candidates.location(slot);
        boolean first = !IndexSlot.isFetched(state());
        if (first && !store.pool().occupancy().fetched(location)) {
            return;
        }
        if (!store.index().noteAccess(candidates, slot, touched) && first) {
            store.pool().occupancy().notFetched(location);
        }
    }

    /**
     * Changes what may change of the item without a new copy.
     *
     * @param state its new state word
     */
    void change(IndexPartition partition, long state) {
        long location = candidates.location(slot);
        if (IndexSlot.isFetched(state) && !IndexSlot.isFetched(state())) {
            store.pool().occupancy().fetched(location);
        }
        store.expiry().include(location, IndexSlot.expiry(state));
        partition.replace(candidates, slot, candidates.place(slot), state);
    }

    /** Puts another item into the slot. */
    void replace(IndexPartition partition, long place, long state) {
        reader.discount(IndexSlot.isFetched(state()));
        partition.replace(candidates, slot, place, state);
    }

    /** Takes the slot of the item. */
    void remove(IndexPartition partition) {
        reader.discount(IndexSlot.isFetched(state()));
        partition.clear(candidates, slot);
    }

    /**
     * Takes the slot that was found if its item cannot be read: a page of it was dropped, or its segment has ended. Nothing happens
     * where another version has taken its place.
     *
     * @return why it was lost; null if that is not known
     */
    @Nullable
    LossCause clearLost(Key key) {
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            int same = findAgain(key);
            if (same == NONE) {
                return null;
            }
            LossCause cause = store.allocator().lossCause(Location.segment(recheck.location(same)));
            boolean fetched = IndexSlot.isFetched(recheck.state(same));
            if (store.pool().occupancy().remove(recheck.location(same), 0, fetched)) {
                cause = LossCause.DROPPED;
                counters.increment(StoreCounter.DROPPED_ITEMS);
                if (IndexSlot.reads(recheck.state(same)) > 0) {
                    // if it comes again, it is worth as much as before
                    store.ghosts().add(store.index().knownHash(key.hash()), LossCause.DROPPED);
                }
                if (store.watcher().watchesDrops()) {
                    store.watcher().dropped(key, EvictionWitness.givenUp(store.clock(), recheck.state(same), 0));
                }
            }
            partition.clear(recheck, same);
            return cause;
        } finally {
            partition.unlock();
        }
    }

    /** Takes the slot of an item that is open in the reader and over; false if it was taken or changed meanwhile. */
    private boolean clearOver(Key key) {
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            int same = findAgain(key);
            if (same == NONE || IndexSlot.expiry(recheck.state(same)) != IndexSlot.expiry(state())) {
                return false;
            }
            reader.discount(IndexSlot.isFetched(recheck.state(same)));
            partition.clear(recheck, same);
            return true;
        } finally {
            partition.unlock();
        }
    }

    /** Where the slot is now; NONE if another version of the item has taken its place. */
    private int findAgain(Key key) {
        store.index().find(key.hash(), recheck);
        for (int i = 0; i < recheck.count(); i++) {
            if (recheck.place(i) == candidates.place(slot) && recheck.location(i) == candidates.location(slot)) {
                return i;
            }
        }
        return NONE;
    }

    @Override
    public void close() {
        reader.close();
    }
}
