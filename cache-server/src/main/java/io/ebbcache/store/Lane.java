package io.ebbcache.store;

import io.ebbcache.store.eviction.LossCause;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.index.IndexPartition;
import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.item.Item;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.item.ValueSink;
import io.ebbcache.store.item.ValueSource;
import io.ebbcache.store.stats.CounterCells;
import io.ebbcache.store.stats.StoreCounter;
import java.util.function.IntPredicate;
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
    private final ItemUpdates updates;
    private final Terms own = new Terms();

    Lane(Store store) {
        this.store = store;
        this.lookup = new ItemLookup(store, counters);
        this.updates = new ItemUpdates(store, lookup, counters);
    }

    /** What the last operation saw or made, if it ended well. */
    public Item item() {
        return lookup.item();
    }

    /** The number that the last {@link #increment} or {@link #decrement} left; unsigned. */
    public long number() {
        return updates.number();
    }

    /** Reads an item: {@code FOUND}, {@code NOT_FOUND} or {@code NO_ROOM}. */
    public Outcome get(Key key, ValueSink sink) {
        return get(key, Terms.PLAIN, sink);
    }

    /** Sets the expiry of an item and reads it: {@code FOUND}, {@code NOT_FOUND} or {@code NO_ROOM}. */
    public Outcome getAndTouch(Key key, long expiry, ValueSink sink) {
        return get(key, own.clear().touch(expiry), sink);
    }

    /**
     * Reads an item under terms: {@code FOUND}, {@code NOT_FOUND}, {@code NO_ROOM}, or {@code NO_MEMORY} where one was to be made.
     */
    public Outcome get(Key key, Terms terms, ValueSink sink) {
        Outcome outcome = terms.changesWhatIsRead() ? readLocked(key, terms, sink) : read(key, terms, sink);
        countGet(key, outcome);
        if (terms.touch() != Terms.NONE && outcome != Outcome.NO_ROOM) {
            countTouch(outcome != Outcome.NOT_FOUND);
        }
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
        boolean conditional = mode == StoreMode.CAS || cas != 0;
        own.clear();
        return store(mode, key, flags, expiry, conditional ? own.ifCas(cas) : own, value);
    }

    /**
     * Stores an item under terms. Append and prepend to what is not there make it if the terms say {@link Terms#vivify}. In mode CAS
     * the terms hold the number; with {@link Terms#stale}, a value for an older number is taken as stale.
     *
     * @see #store(StoreMode, Key, int, long, long, ValueSource)
     */
    public Outcome store(StoreMode mode, Key key, int flags, long expiry, Terms terms, ValueSource value) {
        counters.increment(StoreCounter.CMD_SET);
        Outcome outcome = switch (mode) {
            case SET, ADD, REPLACE, CAS -> updates.put(mode, key, flags, expiry, terms, value);
            case APPEND, PREPEND -> updates.join(key, flags, terms, value, mode == StoreMode.APPEND);
        };
        counters.increment(outcome == Outcome.STORED ? StoreCounter.SET_STORED : StoreCounter.SET_NOT_STORED);
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

    /** Adds an item without counting it as a command: {@code STORED}, {@code NOT_STORED}, {@code NO_MEMORY} or {@code TOO_LARGE}. */
    public Outcome add(Key key, int flags, long expiry, ValueSource value) {
        return updates.put(StoreMode.ADD, key, flags, expiry, Terms.PLAIN, value);
    }

    /**
     * Removes an item: {@code DELETED}, {@code NOT_FOUND} or {@code EXISTS}.
     *
     * @param cas the number that the item must have; 0 is any
     */
    public Outcome delete(Key key, long cas) {
        own.clear();
        return delete(key, cas == 0 ? own : own.ifCas(cas));
    }

    /** Removes an item under terms, or leaves it there stale or empty: as {@link #delete(Key, long)}, or {@code NO_MEMORY}. */
    public Outcome delete(Key key, Terms terms) {
        Outcome outcome = updates.remove(key, terms);
        switch (outcome) {
            case DELETED -> {
                if (!terms.isStale()) {
                    counters.increment(StoreCounter.DELETE_HITS);
                }
            }
            case NOT_FOUND, EXISTS -> counters.increment(StoreCounter.DELETE_MISSES);
            default -> {}
        }
        return outcome;
    }

    /** Removes an item without counting it as a delete. */
    public void forget(Key key) {
        updates.remove(key, Terms.PLAIN);
    }

    /** Adds to a number, modulo 2^64: {@code STORED}, {@code NOT_FOUND}, {@code NON_NUMERIC} or {@code NO_MEMORY}. */
    public Outcome increment(Key key, long delta) {
        return increment(key, delta, Terms.PLAIN);
    }

    /** Adds to a number under terms: as {@link #increment(Key, long)}, or {@code EXISTS}. */
    public Outcome increment(Key key, long delta, Terms terms) {
        return counted(updates.calculate(key, delta, true, terms), StoreCounter.INCR_HITS, StoreCounter.INCR_MISSES);
    }

    /** Subtracts from a number, down to 0: {@code STORED}, {@code NOT_FOUND}, {@code NON_NUMERIC} or {@code NO_MEMORY}. */
    public Outcome decrement(Key key, long delta) {
        return decrement(key, delta, Terms.PLAIN);
    }

    /** Subtracts from a number under terms: as {@link #decrement(Key, long)}, or {@code EXISTS}. */
    public Outcome decrement(Key key, long delta, Terms terms) {
        return counted(updates.calculate(key, delta, false, terms), StoreCounter.DECR_HITS, StoreCounter.DECR_MISSES);
    }

    /** Looks at an item without leaving a trace, not even in the counters: {@code FOUND} or {@code NOT_FOUND}. */
    public Outcome inspect(Key key) {
        return lookup.find(key) ? Outcome.FOUND : Outcome.NOT_FOUND;
    }

    /** Sets the expiry of an item: {@code TOUCHED} or {@code NOT_FOUND}. */
    public Outcome touch(Key key, long expiry) {
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        boolean hit;
        try {
            hit = lookup.find(key);
            if (hit) {
                lookup.change(partition, changedByRead(own.clear().touch(expiry)));
            }
        } finally {
            partition.unlock();
        }
        countTouch(hit);
        return hit ? Outcome.TOUCHED : Outcome.NOT_FOUND;
    }

    private void countTouch(boolean hit) {
        counters.increment(StoreCounter.CMD_TOUCH);
        counters.increment(hit ? StoreCounter.TOUCH_HITS : StoreCounter.TOUCH_MISSES);
    }

    private void countGet(Key key, Outcome outcome) {
        if (outcome == Outcome.NO_ROOM) {
            return; // it will be asked for again, or was not answered
        }
        counters.increment(StoreCounter.CMD_GET);
        if (outcome == Outcome.FOUND && !lookup.item().isMade()) {
            counters.increment(StoreCounter.GET_HITS);
            return;
        }
        counters.increment(StoreCounter.GET_MISSES);
        counters.increment(lookup.missCause(key));
    }

    private Outcome counted(Outcome outcome, StoreCounter hits, StoreCounter misses) {
        switch (outcome) {
            case STORED -> counters.increment(hits);
            case NOT_FOUND -> counters.increment(misses);
            default -> {}
        }
        return outcome;
    }

    /** What the last get that missed is counted as beside a miss; null if the item was simply not there. */
    public @Nullable StoreCounter missCause() {
        return lookup.missCause();
    }

    /** Begins a walk through all items. */
    public ItemWalk walk() {
        return new ItemWalk(store, lookup.reader());
    }

    CounterCells<StoreCounter> counters() {
        return counters;
    }

    /** Seals what has been written; any thread may call this. */
    void sealWritten() {
        updates.writer().segments().sealWritten();
    }

    /** Leaves the open segments; any thread may call this. */
    void closeSegments() {
        updates.writer().segments().close();
    }

    /** Leaves those of the open segments that are to be left; any thread may call this. */
    void closeSegmentsIf(IntPredicate toBeClosed) {
        updates.writer().segments().closeIf(toBeClosed);
    }

    /** Frees the scratch memory. The lane is not in use any more. */
    void release() {
        updates.close();
        lookup.close();
    }

    /** Reads without a lock; an item that has to change by being read is left to {@link #readLocked}. */
    private Outcome read(Key key, Terms terms, ValueSink sink) {
        LossCause lost = null;
        while (true) {
            if (!lookup.find(key)) {
                lookup.missedBy(lost);
                return Outcome.NOT_FOUND;
            }
            if (terms.isClaiming() && lookup.item().isStale() && !lookup.item().isClaimed()) {
                return readLocked(key, terms, sink);
            }
            Outcome outcome = copyValue(terms, sink);
            if (outcome != Outcome.NOT_FOUND) {
                if (!terms.isUnnoticed()) {
                    lookup.noteAccess();
                }
                return outcome;
            }
            lost = lookup.clearLost(key);
        }
    }

    /** The value that was found to the sink; NOT_FOUND if it is lost. */
    private Outcome copyValue(Terms terms, ValueSink sink) {
        long target = sink.begin(lookup.item());
        if (target == ValueSink.NO_ROOM) {
            return Outcome.NO_ROOM;
        }
        Item item = lookup.item();
        if (!terms.wantsValue(item.cas()) || lookup.reader().readWhole(target)) {
            sink.complete();
            return Outcome.FOUND;
        }
        sink.cancel();
        return Outcome.NOT_FOUND;
    }

    private Outcome readLocked(Key key, Terms terms, ValueSink sink) {
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            Outcome outcome = Outcome.NOT_FOUND;
            LossCause lost = null;
            while (outcome == Outcome.NOT_FOUND && lookup.find(key)) {
                long state = changedByRead(terms);
                outcome = copyValue(terms, sink);
                if (outcome == Outcome.FOUND) {
                    lookup.change(partition, state);
                } else if (outcome == Outcome.NOT_FOUND) {
                    lost = lookup.clearLost(key);
                }
            }
            lookup.missedBy(lost);
            return outcome == Outcome.NOT_FOUND && terms.vivify() != Terms.NONE
                    ? vivify(partition, key, terms, sink)
                    : outcome;
        } finally {
            partition.unlock();
        }
    }

    /** The state word after this read; the item's fields are set to it. */
    private long changedByRead(Terms terms) {
        Item item = lookup.item();
        long expiry = terms.touch() == Terms.NONE ? item.expiry() : terms.touch();
        long compared = terms.isTouchFirst() ? expiry : item.expiry();
        boolean runsOut = terms.recache() != Terms.NONE && compared != StoreClock.NEVER && compared < terms.recache();
        boolean won = !item.isClaimed() && ((terms.isClaiming() && item.isStale()) || runsOut);
        item.now(expiry, won);
        long state = IndexSlot.withExpiry(lookup.state(), expiry) | IndexSlot.marks(false, won);
        return terms.isUnnoticed()
                ? state
                : IndexSlot.touched(state, store.clock().now());
    }

    private Outcome vivify(IndexPartition partition, Key key, Terms terms, ValueSink sink) {
        if (updates.vivify(partition, key, terms) != Outcome.STORED) {
            return Outcome.NO_MEMORY;
        }
        if (sink.begin(lookup.item()) == ValueSink.NO_ROOM) {
            return Outcome.NO_ROOM;
        }
        sink.complete();
        return Outcome.FOUND;
    }
}
