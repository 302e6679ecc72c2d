package io.ebbcache.store;

import io.ebbcache.region.segment.Location;
import io.ebbcache.store.index.Candidates;
import io.ebbcache.store.index.Index;
import io.ebbcache.store.index.IndexPartition;
import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.item.DecimalValue;
import io.ebbcache.store.item.Item;
import io.ebbcache.store.item.ItemReader;
import io.ebbcache.store.item.ItemWriter;
import io.ebbcache.store.item.JoinedValue;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.item.ValueSink;
import io.ebbcache.store.item.ValueSource;
import io.ebbcache.store.stats.CounterCells;
import io.ebbcache.store.stats.StoreCounter;
import org.jspecify.annotations.Nullable;

/**
 * One thread's way into the store: its open segment, its scratch memory, its counters. Not thread-safe; any number of lanes work
 * side by side. Nothing is allocated per operation.
 *
 * <p>Reads take no lock. Operations that depend on what is there (all but a plain read) decide under the lock of the key's
 * partition, so they are linearizable; the bytes of a new item are written before the lock is taken wherever they do not depend on
 * the old.
 */
public final class Lane {

    private static final int NONE = -1;

    private final Store store;
    private final Index index;
    private final ItemReader reader;
    private final ItemWriter writer;
    private final Candidates candidates = new Candidates();
    private final Candidates recheck = new Candidates();
    private final JoinedValue joined;
    private final DecimalValue decimal = new DecimalValue();
    private final Item item = new Item();
    private final CounterCells<StoreCounter> counters = new CounterCells<>(StoreCounter.class);

    /** What a miss of get is counted as beside a miss; null if the item was simply not there. */
    private @Nullable StoreCounter missCause;

    Lane(Store store) {
        int maxItemBytes = store.config().maxItemBytes();
        this.store = store;
        this.index = store.index();
        this.reader = new ItemReader(store.pool(), maxItemBytes);
        this.writer = new ItemWriter(store.pool(), store.allocator(), maxItemBytes);
        this.joined = new JoinedValue(reader);
    }

    /** What the last operation saw or made, if it ended well. */
    public Item item() {
        return item;
    }

    /** The number that the last {@link #increment} or {@link #decrement} left; unsigned. */
    public long number() {
        return decimal.number();
    }

    /** Reads an item: {@code FOUND}, {@code NOT_FOUND} or {@code NO_ROOM}. */
    public Outcome get(Key key, ValueSink sink) {
        counters.increment(StoreCounter.CMD_GET);
        Outcome outcome = read(key, sink);
        countGet(outcome);
        return outcome;
    }

    /** Sets the expiry of an item and reads it: {@code FOUND}, {@code NOT_FOUND} or {@code NO_ROOM}. */
    public Outcome getAndTouch(Key key, long expiry, ValueSink sink) {
        counters.increment(StoreCounter.CMD_GET);
        counters.increment(StoreCounter.CMD_TOUCH);
        Outcome outcome = readAndTouch(key, expiry, sink);
        countGet(outcome);
        boolean hit = outcome != Outcome.NOT_FOUND;
        counters.increment(hit ? StoreCounter.TOUCH_HITS : StoreCounter.TOUCH_MISSES);
        return outcome;
    }

    /**
     * Stores an item: {@code STORED}, {@code NO_MEMORY}, and by mode {@code NOT_STORED}, {@code EXISTS}, {@code NOT_FOUND} or {@code
     * TOO_LARGE}.
     *
     * @param flags the client's; append and prepend keep those of the item
     * @param expiry a moment of the store's clock; append and prepend keep that of the item
     * @param cas the number that the item must have, in mode CAS, and in append and prepend if not 0
     */
    public Outcome store(StoreMode mode, Key key, int flags, long expiry, long cas, ValueSource value) {
        counters.increment(StoreCounter.CMD_SET);
        Outcome outcome = switch (mode) {
            case SET, ADD, REPLACE, CAS -> put(mode, key, flags, expiry, cas, value);
            case APPEND, PREPEND -> join(key, cas, value, mode == StoreMode.APPEND);
        };
        if (mode == StoreMode.CAS) {
            switch (outcome) {
                case STORED -> counters.increment(StoreCounter.CAS_HITS);
                case EXISTS -> counters.increment(StoreCounter.CAS_BADVAL);
                case NOT_FOUND -> counters.increment(StoreCounter.CAS_MISSES);
                default -> {}
            }
        }
        return outcome;
    }

    /**
     * Removes an item: {@code DELETED}, {@code NOT_FOUND} or {@code EXISTS}.
     *
     * @param cas the number that the item must have; 0 is any
     */
    public Outcome delete(Key key, long cas) {
        Outcome outcome = remove(key, cas);
        switch (outcome) {
            case DELETED -> counters.increment(StoreCounter.DELETE_HITS);
            case NOT_FOUND -> counters.increment(StoreCounter.DELETE_MISSES);
            default -> {}
        }
        return outcome;
    }

    /** Removes an item without counting it as a delete. */
    public void forget(Key key) {
        remove(key, 0);
    }

    /** Adds to a number, modulo 2^64: {@code STORED}, {@code NOT_FOUND}, {@code NON_NUMERIC} or {@code NO_MEMORY}. */
    public Outcome increment(Key key, long delta) {
        return counted(calculate(key, delta, true), StoreCounter.INCR_HITS, StoreCounter.INCR_MISSES);
    }

    /** Subtracts from a number, down to 0: {@code STORED}, {@code NOT_FOUND}, {@code NON_NUMERIC} or {@code NO_MEMORY}. */
    public Outcome decrement(Key key, long delta) {
        return counted(calculate(key, delta, false), StoreCounter.DECR_HITS, StoreCounter.DECR_MISSES);
    }

    /** Sets the expiry of an item: {@code TOUCHED} or {@code NOT_FOUND}. */
    public Outcome touch(Key key, long expiry) {
        counters.increment(StoreCounter.CMD_TOUCH);
        boolean hit = setExpiry(key, expiry);
        counters.increment(hit ? StoreCounter.TOUCH_HITS : StoreCounter.TOUCH_MISSES);
        return hit ? Outcome.TOUCHED : Outcome.NOT_FOUND;
    }

    private void countGet(Outcome outcome) {
        if (outcome != Outcome.NOT_FOUND) {
            counters.increment(StoreCounter.GET_HITS);
            return;
        }
        counters.increment(StoreCounter.GET_MISSES);
        if (missCause != null) {
            counters.increment(missCause);
        }
    }

    private Outcome counted(Outcome outcome, StoreCounter hits, StoreCounter misses) {
        switch (outcome) {
            case STORED -> counters.increment(hits);
            case NOT_FOUND -> counters.increment(misses);
            default -> {}
        }
        return outcome;
    }

    CounterCells<StoreCounter> counters() {
        return counters;
    }

    /** Seals what has been written; any thread may call this. */
    void sealWritten() {
        writer.segments().sealWritten();
    }

    /** Leaves the open segment; any thread may call this. */
    void closeSegment() {
        writer.segments().close();
    }

    /** Frees the scratch memory. The lane is not in use any more. */
    void release() {
        writer.close();
        reader.close();
    }

    private Outcome read(Key key, ValueSink sink) {
        while (true) {
            int slot = find(key);
            if (slot == NONE) {
                return Outcome.NOT_FOUND;
            }
            long target = sink.begin(item);
            if (target == ValueSink.NO_ROOM) {
                return Outcome.NO_ROOM;
            }
            if (reader.readValue(0, target, item.valueLength())) {
                sink.complete();
                noteAccess(slot);
                return Outcome.FOUND;
            }
            sink.cancel();
            clearLost(key, slot);
        }
    }

    private Outcome readAndTouch(Key key, long expiry, ValueSink sink) {
        IndexPartition partition = index.partition(key.hash());
        partition.lock();
        try {
            Outcome outcome = read(key, sink);
            if (outcome != Outcome.NOT_FOUND) {
                setExpiry(key, expiry);
            }
            return outcome;
        } finally {
            partition.unlock();
        }
    }

    private boolean setExpiry(Key key, long expiry) {
        IndexPartition partition = index.partition(key.hash());
        partition.lock();
        try {
            int slot = find(key);
            if (slot == NONE) {
                return false;
            }
            long state = IndexSlot.touched(candidates.state(slot), store.clock().now());
            if (!IndexSlot.isFetched(candidates.state(slot))) {
                store.pool().occupancy().fetched(candidates.location(slot));
            }
            partition.replace(candidates, slot, candidates.place(slot), IndexSlot.withExpiry(state, expiry));
            item.set(item.flags(), item.cas(), item.valueLength(), expiry);
            return true;
        } finally {
            partition.unlock();
        }
    }

    private Outcome put(StoreMode mode, Key key, int flags, long expiry, long cas, ValueSource value) {
        if (mode != StoreMode.SET) {
            // most refusals are seen here, before the bytes are written in vain
            Outcome refusal = refusal(mode, cas, find(key));
            if (refusal != null) {
                return refusal;
            }
        }
        long number = store.nextCas();
        long location = writer.write(key, flags, number, value);
        if (location == Location.NONE) {
            counters.increment(StoreCounter.STORE_NO_MEMORY);
            if (mode == StoreMode.SET) {
                forget(key);
            }
            return Outcome.NO_MEMORY;
        }
        IndexPartition partition = index.partition(key.hash());
        partition.lock();
        try {
            int slot = find(key);
            Outcome refusal = refusal(mode, cas, slot);
            if (refusal != null) {
                return refusal;
            }
            publish(partition, slot, key, location, expiry);
        } finally {
            partition.unlock();
        }
        item.set(flags, number, value.length(), expiry);
        return Outcome.STORED;
    }

    private @Nullable Outcome refusal(StoreMode mode, long cas, int slot) {
        boolean there = slot != NONE;
        return switch (mode) {
            case ADD -> there ? Outcome.NOT_STORED : null;
            case REPLACE -> there ? null : Outcome.NOT_STORED;
            case CAS -> !there ? Outcome.NOT_FOUND : item.cas() != cas ? Outcome.EXISTS : null;
            default -> null;
        };
    }

    private Outcome join(Key key, long cas, ValueSource value, boolean behind) {
        IndexPartition partition = index.partition(key.hash());
        partition.lock();
        try {
            int slot = find(key);
            if (slot == NONE) {
                return Outcome.NOT_STORED;
            }
            if (cas != 0 && cas != item.cas()) {
                return Outcome.EXISTS;
            }
            long itemBytes =
                    (long) key.length() + item.valueLength() + value.length() + StoreConfig.ITEM_OVERHEAD_BYTES;
            if (itemBytes > store.config().maxItemBytes()) {
                return Outcome.TOO_LARGE;
            }
            int flags = item.flags();
            long expiry = item.expiry();
            long number = store.nextCas();
            long location = writer.write(key, flags, number, joined.wrap(value, behind));
            if (location == Location.NONE) {
                counters.increment(StoreCounter.STORE_NO_MEMORY);
                return Outcome.NO_MEMORY;
            }
            if (joined.isLost()) {
                clearLost(key, slot);
                return Outcome.NOT_STORED;
            }
            publish(partition, slot, key, location, expiry);
            item.set(flags, number, joined.length(), expiry);
            return Outcome.STORED;
        } finally {
            partition.unlock();
        }
    }

    private Outcome calculate(Key key, long delta, boolean up) {
        IndexPartition partition = index.partition(key.hash());
        partition.lock();
        try {
            int slot = find(key);
            if (slot == NONE) {
                return Outcome.NOT_FOUND;
            }
            int looked = Math.min(item.valueLength(), DecimalValue.MAX_BYTES);
            if (!reader.readValue(0, decimal.address(), looked)) {
                clearLost(key, slot);
                return Outcome.NOT_FOUND;
            }
            if (!decimal.parse(looked, looked == item.valueLength())) {
                return Outcome.NON_NUMERIC;
            }
            decimal.set(result(decimal.number(), delta, up), item.valueLength());
            long number = store.nextCas();
            long location = writer.write(key, item.flags(), number, decimal);
            if (location == Location.NONE) {
                counters.increment(StoreCounter.STORE_NO_MEMORY);
                return Outcome.NO_MEMORY;
            }
            publish(partition, slot, key, location, item.expiry());
            item.set(item.flags(), number, decimal.length(), item.expiry());
            return Outcome.STORED;
        } finally {
            partition.unlock();
        }
    }

    private static long result(long number, long delta, boolean up) {
        if (up) {
            return number + delta;
        }
        return Long.compareUnsigned(delta, number) > 0 ? 0 : number - delta;
    }

    private Outcome remove(Key key, long cas) {
        IndexPartition partition = index.partition(key.hash());
        partition.lock();
        try {
            int slot = find(key);
            if (slot == NONE) {
                return Outcome.NOT_FOUND;
            }
            if (cas != 0 && cas != item.cas()) {
                return Outcome.EXISTS;
            }
            reader.discount(IndexSlot.isFetched(candidates.state(slot)));
            partition.clear(candidates, slot);
            return Outcome.DELETED;
        } finally {
            partition.unlock();
        }
    }

    /**
     * Puts the item that was written last in the place of the one that was found. The partition is locked.
     *
     * @param slot where the old item was found, and still is open in the reader; or NONE
     */
    private void publish(IndexPartition partition, int slot, Key key, long location, long expiry) {
        counters.increment(StoreCounter.TOTAL_ITEMS);
        boolean alive = writer.account(location);
        long place = IndexSlot.place(key.hash(), location);
        long state = IndexSlot.state(location, expiry, store.clock().now());
        if (slot == NONE) {
            if (alive) {
                partition.insert(place, state);
            }
            return;
        }
        reader.discount(IndexSlot.isFetched(candidates.state(slot)));
        if (alive) {
            partition.replace(candidates, slot, place, state);
        } else {
            partition.clear(candidates, slot);
        }
    }

    /**
     * Finds the slot of a key's item, opens the item in the reader and sets the fields of {@link #item()}. What is met on the way and
     * is over loses its slot. Needs no lock; with the partition locked the slot stays valid.
     */
    private int find(Key key) {
        missCause = null;
        index.find(key.hash(), candidates);
        int slot = 0;
        while (slot < candidates.count()) {
            switch (reader.open(candidates.location(slot), key)) {
                case OTHER_KEY -> slot++;
                case ITEM -> {
                    return isLive(key, slot) ? slot : NONE;
                }
                case LOST -> {
                    clearLost(key, slot);
                    // it is gone, or another version has taken its place meanwhile
                    index.find(key.hash(), candidates);
                    slot = 0;
                }
            }
        }
        return NONE;
    }

    private boolean isLive(Key key, int slot) {
        long expiry = IndexSlot.expiry(candidates.state(slot));
        if (store.isFlushed(reader.cas())) {
            missCause = StoreCounter.GET_FLUSHED;
            clearOver(key, slot);
            return false;
        }
        if (store.clock().isOver(expiry)) {
            missCause = StoreCounter.GET_EXPIRED;
            if (clearOver(key, slot)) {
                counters.increment(StoreCounter.EXPIRED);
                if (!IndexSlot.isFetched(candidates.state(slot))) {
                    counters.increment(StoreCounter.EXPIRED_UNFETCHED);
                }
            }
            return false;
        }
        item.set(reader.flags(), reader.cas(), reader.valueLength(), expiry);
        return true;
    }

    /** Takes the slot of an item that is open in the reader and is over; false if it was taken or given anew meanwhile. */
    private boolean clearOver(Key key, int slot) {
        IndexPartition partition = index.partition(key.hash());
        partition.lock();
        try {
            int same = findAgain(key, slot);
            if (same == NONE || recheck.state(same) != candidates.state(slot)) {
                return false;
            }
            reader.discount(IndexSlot.isFetched(recheck.state(same)));
            partition.clear(recheck, same);
            return true;
        } finally {
            partition.unlock();
        }
    }

    /** Takes the slot of an item that has lost a page to the kernel, or whose segment has ended. */
    private void clearLost(Key key, int slot) {
        IndexPartition partition = index.partition(key.hash());
        partition.lock();
        try {
            int same = findAgain(key, slot);
            if (same == NONE) {
                return;
            }
            boolean fetched = IndexSlot.isFetched(recheck.state(same));
            if (store.pool().occupancy().remove(recheck.location(same), 0, fetched)) {
                counters.increment(StoreCounter.DROPPED_ITEMS);
            }
            partition.clear(recheck, same);
        } finally {
            partition.unlock();
        }
    }

    /** Where a slot that was found earlier is now; NONE if another version of the item has taken its place. */
    private int findAgain(Key key, int slot) {
        index.find(key.hash(), recheck);
        for (int i = 0; i < recheck.count(); i++) {
            if (recheck.place(i) == candidates.place(slot) && recheck.location(i) == candidates.location(slot)) {
                return i;
            }
        }
        return NONE;
    }

    private void noteAccess(int slot) {
        long state = candidates.state(slot);
        long touched = IndexSlot.touched(state, store.clock().now());
        if (touched == state) {
            return;
        }
        long location = candidates.location(slot);
        boolean first = !IndexSlot.isFetched(state);
        if (first && !store.pool().occupancy().fetched(location)) {
            return;
        }
        if (!index.noteAccess(candidates, slot, touched) && first) {
            store.pool().occupancy().notFetched(location);
        }
    }
}
