package io.ebbcache.store;

import io.ebbcache.region.segment.Location;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.expiry.TtlClass;
import io.ebbcache.store.index.IndexPartition;
import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.item.DecimalValue;
import io.ebbcache.store.item.Item;
import io.ebbcache.store.item.ItemWriter;
import io.ebbcache.store.item.JoinedValue;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.item.ValueSource;
import io.ebbcache.store.stats.CounterCells;
import io.ebbcache.store.stats.StoreCounter;
import org.jspecify.annotations.Nullable;

/**
 * Everything that puts an item in place of another or takes one away. Each operation decides under the lock of the key's partition, so
 * it is linearizable; the bytes of a new item are written before the lock is taken wherever they do not depend on the old. Used by one
 * thread.
 */
final class ItemUpdates implements AutoCloseable {

    private final Store store;
    private final ItemLookup lookup;
    private final Item item;
    private final ItemWriter writer;
    private final JoinedValue joined;
    private final DecimalValue decimal = new DecimalValue();
    private final CounterCells<StoreCounter> counters;

    ItemUpdates(Store store, ItemLookup lookup, CounterCells<StoreCounter> counters) {
        this.store = store;
        this.lookup = lookup;
        this.item = lookup.item();
        this.writer = new ItemWriter(
                store.pool(),
                store.allocator(),
                store.config().policy().checksum(),
                store.config().openSegmentsPerWriter(),
                store.config().maxItemBytes());
        this.joined = new JoinedValue(lookup.reader());
        this.counters = counters;
    }

    /** The number that the last {@link #calculate} left; unsigned. */
    long number() {
        return decimal.number();
    }

    /** The writer, which other threads may tell to seal. */
    ItemWriter writer() {
        return writer;
    }

    /** For modes that do not look at the old value. */
    Outcome put(StoreMode mode, Key key, int flags, long expiry, Terms terms, ValueSource value) {
        if (mode != StoreMode.SET) {
            // most refusals are seen here, before the bytes are written in vain
            Outcome refusal = refusal(mode, terms, lookup.find(key));
            if (refusal != null) {
                return refusal;
            }
        }
        long flushes = store.flushes();
        long cas = newCas(terms);
        long location = writer.write(key, flags, cas, ttlClass(expiry), value);
        if (location == Location.NONE) {
            return noMemory(mode, key);
        }
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            boolean there = lookup.find(key);
            Outcome refusal = refusal(mode, terms, there);
            if (refusal != null) {
                writer.withdraw(location);
                return refusal;
            }
            if (flushes != store.flushes()) {
                // it was flushed before anybody could find it, and must not take the place of what came after
                writer.withdraw(location);
                cas = newCas(terms);
                location = writer.write(key, flags, cas, ttlClass(expiry), value);
                if (location == Location.NONE) {
                    return noMemory(mode, key);
                }
            }
            boolean staysStale = mode == StoreMode.CAS && !terms.allows(item.cas());
            long end = staysStale ? item.expiry() : expiry;
            boolean claimed = staysStale && item.isClaimed();
            publish(
                    partition,
                    there,
                    key,
                    location,
                    newState(location, end, terms) | IndexSlot.marks(staysStale, claimed));
            item.set(flags, cas, value.length(), end);
        } finally {
            partition.unlock();
        }
        return Outcome.STORED;
    }

    private @Nullable Outcome refusal(StoreMode mode, Terms terms, boolean there) {
        return switch (mode) {
            case ADD -> there ? Outcome.NOT_STORED : null;
            case REPLACE -> there ? null : Outcome.NOT_STORED;
            case CAS -> {
                if (!there) {
                    yield Outcome.NOT_FOUND;
                }
                boolean older =
                        terms.isStale() && terms.cas() != 0 && Long.compareUnsigned(terms.cas(), item.cas()) < 0;
                yield older || terms.allows(item.cas()) ? null : Outcome.EXISTS;
            }
            default -> null;
        };
    }

    /** Append and prepend; a missing item is made if the terms say so. */
    Outcome join(Key key, int flags, Terms terms, ValueSource value, boolean behind) {
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            if (!lookup.find(key)) {
                return terms.vivify() == Terms.NONE
                        ? Outcome.NOT_STORED
                        : put(StoreMode.ADD, key, flags, terms.vivify(), terms, value);
            }
            if (!terms.allows(item.cas())) {
                return Outcome.EXISTS;
            }
            long itemBytes =
                    (long) key.length() + item.valueLength() + value.length() + StoreConfig.ITEM_OVERHEAD_BYTES;
            if (itemBytes > store.config().maxItemBytes()) {
                return Outcome.TOO_LARGE;
            }
            Outcome outcome = replace(key, item.flags(), terms, joined.wrap(value, behind), item.expiry(), newAccess());
            joined.clear();
            return outcome == Outcome.NOT_FOUND ? Outcome.NOT_STORED : outcome;
        } finally {
            partition.unlock();
        }
    }

    /** Increment and decrement; a missing number is made if the terms say so. */
    Outcome calculate(Key key, long delta, boolean up, Terms terms) {
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            if (!lookup.find(key)) {
                return makeNumber(key, terms);
            }
            if (item.valueLength() == 0) {
                return Outcome.NON_NUMERIC; // as memcached says before it looks at the CAS number
            }
            if (!terms.allows(item.cas())) {
                return Outcome.EXISTS;
            }
            int looked = Math.min(item.valueLength(), DecimalValue.MAX_BYTES);
            if (!lookup.reader().readValue(0, decimal.address(), looked)) {
                lookup.clearLost(key);
                return makeNumber(key, terms);
            }
            if (!decimal.parse(looked, looked == item.valueLength())) {
                return Outcome.NON_NUMERIC;
            }
            decimal.set(result(decimal.number(), delta, up), item.valueLength());
            long marks = IndexSlot.marks(item.isStale(), item.isClaimed()) | IndexSlot.access(lookup.state());
            return replace(key, item.flags(), terms, decimal, newExpiry(terms), marks);
        } finally {
            partition.unlock();
        }
    }

    private Outcome makeNumber(Key key, Terms terms) {
        if (terms.vivify() == Terms.NONE) {
            return Outcome.NOT_FOUND;
        }
        decimal.set(terms.initial(), 0);
        Outcome outcome = put(StoreMode.ADD, key, 0, terms.vivify(), terms, decimal);
        if (outcome == Outcome.STORED) {
            item.set(0, item.cas(), decimal.length(), StoreClock.NEVER).made(terms.vivify(), false);
        }
        return outcome;
    }

    private static long result(long number, long delta, boolean up) {
        if (up) {
            return number + delta;
        }
        return Long.compareUnsigned(delta, number) > 0 ? 0 : number - delta;
    }

    /** Takes an item away, or leaves it there as stale or empty if the terms say so. */
    Outcome remove(Key key, Terms terms) {
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            if (!lookup.find(key)) {
                return Outcome.NOT_FOUND;
            }
            if (!terms.allows(item.cas())) {
                return Outcome.EXISTS;
            }
            if (terms.isEmptied()) {
                long marks = IndexSlot.marks(terms.isStale(), false) | newAccess();
                long expiry = terms.touch() == Terms.NONE ? StoreClock.NEVER : terms.touch();
                return deleted(replace(key, 0, terms, ValueSource.EMPTY, expiry, marks));
            }
            if (terms.isStale()) {
                ValueSource same = joined.wrap(ValueSource.EMPTY, true);
                long marks = IndexSlot.marks(true, false) | IndexSlot.access(lookup.state());
                Outcome outcome = replace(key, item.flags(), terms, same, newExpiry(terms), marks);
                joined.clear();
                return deleted(outcome);
            }
            lookup.remove(partition);
            return Outcome.DELETED;
        } finally {
            partition.unlock();
        }
    }

    private static Outcome deleted(Outcome stored) {
        return stored == Outcome.STORED ? Outcome.DELETED : stored;
    }

    /** An empty item that the caller is to fill. The partition is locked, and there is no item. */
    Outcome vivify(IndexPartition partition, Key key, Terms terms) {
        long cas = newCas(terms);
        long location = writer.write(key, 0, cas, ttlClass(terms.vivify()), ValueSource.EMPTY);
        if (location == Location.NONE) {
            return noMemory();
        }
        long state = newState(location, terms.vivify(), terms) | IndexSlot.marks(false, true);
        if (!terms.isUnnoticed() && store.pool().occupancy().fetched(location)) {
            // the read that makes an item is its first
            state = IndexSlot.touched(state, store.clock().now());
        }
        publish(partition, false, key, location, state);
        item.set(0, cas, 0, StoreClock.NEVER).made(terms.vivify(), true);
        return Outcome.STORED;
    }

    private long newExpiry(Terms terms) {
        return terms.touch() == Terms.NONE ? item.expiry() : terms.touch();
    }

    /**
     * Writes an item anew with another value, which may depend on the old one. The partition is locked, and the item was found.
     *
     * @param marks the {@link IndexSlot#marks} and the {@link IndexSlot#access} that it gets
     */
    private Outcome replace(Key key, int flags, Terms terms, ValueSource value, long expiry, long marks) {
        long oldExpiry = item.expiry();
        long cas = newCas(terms);
        long location = writer.write(key, flags, cas, ttlClass(expiry), value);
        if (location == Location.NONE) {
            return noMemory();
        }
        if (joined.isLost()) {
            writer.withdraw(location);
            lookup.clearLost(key);
            return Outcome.NOT_FOUND;
        }
        if (IndexSlot.isFetched(marks)) {
            store.pool().occupancy().fetched(location);
        }
        long state = IndexSlot.state(location, expiry) | assignedCas(terms) | marks;
        publish(store.index().partition(key.hash()), true, key, location, state);
        item.set(flags, cas, value.length(), oldExpiry).now(expiry, false);
        return Outcome.STORED;
    }

    /**
     * Puts the item that was written last in the place of the one that was found. The partition is locked.
     *
     * @param there whether the lookup has found an old item
     */
    private void publish(IndexPartition partition, boolean there, Key key, long location, long state) {
        counters.increment(StoreCounter.TOTAL_ITEMS);
        boolean alive = store.pool().occupancy().isCurrent(location);
        long place = IndexSlot.place(key.hash(), location);
        store.expiry().include(location, IndexSlot.expiry(state));
        if (alive && there) {
            lookup.replace(partition, place, state | readsOf(lookup.state()));
        } else if (alive) {
            boolean missed = IndexSlot.reads(state) == 0
                    && store.ghosts().remove(store.index().knownHash(key.hash()));
            partition.insert(place, missed ? state | IndexSlot.readOften(1) : state);
        } else if (there) {
            lookup.remove(partition);
        }
    }

    /** What is stored anew is as much asked for as before. */
    private static long readsOf(long state) {
        return IndexSlot.readOften(IndexSlot.reads(state));
    }

    private int ttlClass(long expiry) {
        return TtlClass.of(expiry, store.clock().now());
    }

    private long newState(long location, long expiry, Terms terms) {
        return IndexSlot.state(location, expiry) | assignedCas(terms) | newAccess();
    }

    private static long assignedCas(Terms terms) {
        return IndexSlot.assignedCas(terms.newCas() != 0);
    }

    /** Stored now, not read yet. */
    private long newAccess() {
        return IndexSlot.storedAt(store.clock().now());
    }

    private long newCas(Terms terms) {
        return terms.newCas() == 0 ? store.nextCas() : terms.newCas();
    }

    /** What a set could not replace is not to be found any more. */
    private Outcome noMemory(StoreMode mode, Key key) {
        if (mode == StoreMode.SET) {
            remove(key, Terms.PLAIN);
        }
        return noMemory();
    }

    private Outcome noMemory() {
        counters.increment(StoreCounter.STORE_NO_MEMORY);
        return Outcome.NO_MEMORY;
    }

    /** Frees the scratch memory. */
    @Override
    public void close() {
        writer.close();
    }
}
