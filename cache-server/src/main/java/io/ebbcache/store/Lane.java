package io.ebbcache.store;

import io.ebbcache.region.segment.Location;
import io.ebbcache.store.index.IndexPartition;
import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.item.DecimalValue;
import io.ebbcache.store.item.Item;
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

    private final Store store;
    private final CounterCells<StoreCounter> counters = new CounterCells<>(StoreCounter.class);
    private final ItemLookup lookup;
    private final ItemWriter writer;
    private final JoinedValue joined;
    private final DecimalValue decimal = new DecimalValue();

    Lane(Store store) {
        this.store = store;
        this.lookup = new ItemLookup(store, counters);
        this.writer =
                new ItemWriter(store.pool(), store.allocator(), store.config().maxItemBytes());
        this.joined = new JoinedValue(lookup.reader());
    }

    /** What the last operation saw or made, if it ended well. */
    public Item item() {
        return lookup.item();
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
        StoreCounter cause = lookup.missCause();
        if (cause != null) {
            counters.increment(cause);
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
        lookup.close();
    }

    private Outcome read(Key key, ValueSink sink) {
        while (true) {
            if (!lookup.find(key)) {
                return Outcome.NOT_FOUND;
            }
            long target = sink.begin(lookup.item());
            if (target == ValueSink.NO_ROOM) {
                return Outcome.NO_ROOM;
            }
            if (lookup.reader().readValue(0, target, lookup.item().valueLength())) {
                sink.complete();
                lookup.noteAccess();
                return Outcome.FOUND;
            }
            sink.cancel();
            lookup.clearLost(key);
        }
    }

    private Outcome readAndTouch(Key key, long expiry, ValueSink sink) {
        IndexPartition partition = store.index().partition(key.hash());
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
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            if (!lookup.find(key)) {
                return false;
            }
            lookup.setExpiry(partition, expiry);
            return true;
        } finally {
            partition.unlock();
        }
    }

    private Outcome put(StoreMode mode, Key key, int flags, long expiry, long cas, ValueSource value) {
        if (mode != StoreMode.SET) {
            // most refusals are seen here, before the bytes are written in vain
            Outcome refusal = refusal(mode, cas, lookup.find(key));
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
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            boolean there = lookup.find(key);
            Outcome refusal = refusal(mode, cas, there);
            if (refusal != null) {
                return refusal;
            }
            publish(partition, there, key, location, expiry);
        } finally {
            partition.unlock();
        }
        lookup.item().set(flags, number, value.length(), expiry);
        return Outcome.STORED;
    }

    private @Nullable Outcome refusal(StoreMode mode, long cas, boolean there) {
        return switch (mode) {
            case ADD -> there ? Outcome.NOT_STORED : null;
            case REPLACE -> there ? null : Outcome.NOT_STORED;
            case CAS -> !there ? Outcome.NOT_FOUND : lookup.item().cas() != cas ? Outcome.EXISTS : null;
            default -> null;
        };
    }

    private Outcome join(Key key, long cas, ValueSource value, boolean behind) {
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            if (!lookup.find(key)) {
                return Outcome.NOT_STORED;
            }
            if (cas != 0 && cas != lookup.item().cas()) {
                return Outcome.EXISTS;
            }
            long itemBytes = (long) key.length()
                    + lookup.item().valueLength()
                    + value.length()
                    + StoreConfig.ITEM_OVERHEAD_BYTES;
            if (itemBytes > store.config().maxItemBytes()) {
                return Outcome.TOO_LARGE;
            }
            int flags = lookup.item().flags();
            long expiry = lookup.item().expiry();
            long number = store.nextCas();
            long location = writer.write(key, flags, number, joined.wrap(value, behind));
            if (location == Location.NONE) {
                counters.increment(StoreCounter.STORE_NO_MEMORY);
                return Outcome.NO_MEMORY;
            }
            if (joined.isLost()) {
                lookup.clearLost(key);
                return Outcome.NOT_STORED;
            }
            publish(partition, true, key, location, expiry);
            lookup.item().set(flags, number, joined.length(), expiry);
            return Outcome.STORED;
        } finally {
            partition.unlock();
        }
    }

    private Outcome calculate(Key key, long delta, boolean up) {
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            if (!lookup.find(key)) {
                return Outcome.NOT_FOUND;
            }
            int looked = Math.min(lookup.item().valueLength(), DecimalValue.MAX_BYTES);
            if (!lookup.reader().readValue(0, decimal.address(), looked)) {
                lookup.clearLost(key);
                return Outcome.NOT_FOUND;
            }
            if (!decimal.parse(looked, looked == lookup.item().valueLength())) {
                return Outcome.NON_NUMERIC;
            }
            decimal.set(result(decimal.number(), delta, up), lookup.item().valueLength());
            long number = store.nextCas();
            long location = writer.write(key, lookup.item().flags(), number, decimal);
            if (location == Location.NONE) {
                counters.increment(StoreCounter.STORE_NO_MEMORY);
                return Outcome.NO_MEMORY;
            }
            publish(partition, true, key, location, lookup.item().expiry());
            lookup.item()
                    .set(
                            lookup.item().flags(),
                            number,
                            decimal.length(),
                            lookup.item().expiry());
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
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            if (!lookup.find(key)) {
                return Outcome.NOT_FOUND;
            }
            if (cas != 0 && cas != lookup.item().cas()) {
                return Outcome.EXISTS;
            }
            lookup.remove(partition);
            return Outcome.DELETED;
        } finally {
            partition.unlock();
        }
    }

    /**
     * Puts the item that was written last in the place of the one that was found. The partition is locked.
     *
     * @param there whether the lookup has found an old item
     */
    private void publish(IndexPartition partition, boolean there, Key key, long location, long expiry) {
        counters.increment(StoreCounter.TOTAL_ITEMS);
        boolean alive = writer.account(location);
        long place = IndexSlot.place(key.hash(), location);
        long state = IndexSlot.state(location, expiry, store.clock().now());
        if (alive && there) {
            lookup.replace(partition, place, state);
        } else if (alive) {
            partition.insert(place, state);
        } else if (there) {
            lookup.remove(partition);
        }
    }
}
