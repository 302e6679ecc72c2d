package io.ebbcache.store;

import io.ebbcache.region.residency.ResidencyMap;
import io.ebbcache.region.segment.EndedSegment;
import io.ebbcache.region.segment.Location;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.store.SegmentAllocator.Victim;
import io.ebbcache.store.eviction.LossCause;
import io.ebbcache.store.eviction.SegmentQueue;
import io.ebbcache.store.eviction.Survivors;
import io.ebbcache.store.expiry.TtlClass;
import io.ebbcache.store.index.Candidates;
import io.ebbcache.store.index.IndexPartition;
import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.item.ItemReader;
import io.ebbcache.store.item.ItemWriter;
import io.ebbcache.store.item.JoinedValue;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.item.ValueSource;
import io.ebbcache.store.stats.CounterCells;
import io.ebbcache.store.stats.StoreCounter;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Makes room ahead of need: goes through the segment that is to be given up, copies what is worth keeping to a segment of the
 * main queue, and ends it. So what is read often comes to lie together, and what was overwritten, deleted or dropped costs
 * nobody his place. Used by the maintenance thread.
 *
 * <p>A copy is published under the lock of its key's partition, if the slot still points to the original: whoever changes the
 * item meanwhile wins.
 */
final class SegmentCleaner implements AutoCloseable {

    /** Why room is made, and so how much of a segment that is given up is kept. */
    enum Cause {
        /**
         * For what is stored. A quarter of a segment of the main queue is freed at the least. All of one of the small queue may be
         * kept, which frees nothing, but makes that queue shorter until it is the other one's turn.
         */
        EVICT(SegmentLayout.PAYLOAD_BYTES, SegmentLayout.PAYLOAD_BYTES * 3L / 4),
        /** For others, who are in a hurry. */
        SHED(SegmentLayout.PAYLOAD_BYTES / 4, SegmentLayout.PAYLOAD_BYTES / 4);

        private final long keptOfSmallBytes;
        private final long keptOfMainBytes;

        Cause(long keptOfSmallBytes, long keptOfMainBytes) {
            this.keptOfSmallBytes = keptOfSmallBytes;
            this.keptOfMainBytes = keptOfMainBytes;
        }
    }

    private static final int NONE = -1;

    private final Store store;
    private final CounterCells<StoreCounter> counters;
    private final SegmentScan scan;
    private final Survivors survivors = new Survivors();
    private final ItemReader reader;
    private final ItemWriter writer;
    private final JoinedValue value;
    private final Key key = new Key();
    private final Candidates candidates = new Candidates();

    SegmentCleaner(Store store, CounterCells<StoreCounter> counters) {
        this.store = store;
        this.counters = counters;
        StoreConfig config = store.config();
        this.scan = new SegmentScan(store);
        this.reader = new ItemReader(store.pool(), config.maxItemBytes());
        this.value = new JoinedValue(reader);
        this.writer = new ItemWriter(
                store.pool(),
                store.allocator().main(),
                config.policy().checksum(),
                config.openSegmentsPerWriter(),
                config.maxItemBytes());
    }

    /**
     * Gives segments up until so many can be taken.
     *
     * @param residency what the kernel had left of the segments at the last look
     */
    void makeRoom(int reserve, ResidencyMap residency, Cause cause) {
        Optional<Victim> victim = store.allocator().nextVictim(reserve, cause.keptOfMainBytes, residency);
        while (victim.isPresent()) {
            clean(victim.get(), cause);
            store.pool().discardEnded();
            victim = store.allocator().nextVictim(reserve, cause.keptOfMainBytes, residency);
        }
    }

    private void clean(Victim victim, Cause cause) {
        scan.scan(victim.segment());
        if (!choose(victim, cause)) {
            store.allocator().notWorthCleaning(victim);
            return;
        }
        for (int i = 0; i < scan.count(); i++) {
            long location = scan.location(i);
            long state = scan.state(i);
            Moved moved = survivors.isChosen(i) ? move(location, state, readsAfter(victim, state)) : Moved.NO_ROOM;
            if (moved == Moved.NO_ROOM) {
                if (victim.hollow()) {
                    store.allocator().notWorthCleaning(victim);
                    return;
                }
                evict(location, state, victim, cause);
            }
        }
        Optional<EndedSegment> ended = store.allocator().cleaned(victim);
        if (ended.isPresent()) {
            counters.addConcurrently(StoreCounter.EXPIRED, scan.over());
            counters.addConcurrently(StoreCounter.EXPIRED_UNASKED, scan.over());
            // what was evicted has been counted out: what the books still know of could not be read
            counters.addConcurrently(
                    StoreCounter.DROPPED_ITEMS, Math.max(0, ended.get().items() - scan.over()));
        }
    }

    /** Chooses what is kept; false if it is to be all, but that would be more than is freed. */
    private boolean choose(Victim victim, Cause cause) {
        survivors.clear();
        long now = store.clock().now();
        long bytes = 0;
        for (int i = 0; i < scan.count(); i++) {
            long state = scan.state(i);
            // what it has in other segments is freed there; but what is too long for one would need more than are free
            boolean fits = scan.bytesInAll(i) <= SegmentLayout.PAYLOAD_BYTES;
            survivors.add(
                    fits ? scan.bytes(i) : scan.bytesInAll(i),
                    IndexSlot.reads(state),
                    IndexSlot.idleSeconds(state, now));
            bytes += scan.bytesInAll(i);
        }
        if (!victim.hollow()) {
            survivors.choose(victim.queue() == SegmentQueue.SMALL ? cause.keptOfSmallBytes : cause.keptOfMainBytes);
            return true;
        }
        survivors.chooseAll();
        return bytes <= cause.keptOfMainBytes;
    }

    /** How often an item counts as read when it was moved: in the main queue each round takes one off. */
    private static int readsAfter(Victim victim, long state) {
        int reads = IndexSlot.reads(state);
        if (victim.hollow()) {
            return reads;
        }
        return victim.queue() == SegmentQueue.SMALL ? 0 : reads - 1;
    }

    private enum Moved {
        YES,
        NO_ROOM,
        /** It cannot be read, or it has changed meanwhile. */
        GONE
    }

    /** Copies an item. */
    private Moved move(long location, long state, int reads) {
        long flushes = store.flushes();
        if (!reader.openAny(location)) {
            return Moved.GONE;
        }
        key.wrap(reader.keyBuffer(), reader.keyOffset(), reader.keyLength());
        int ttlClass = TtlClass.of(IndexSlot.expiry(state), store.clock().now());
        long copy = writer.write(key, reader.flags(), reader.cas(), ttlClass, value.wrap(ValueSource.EMPTY, true));
        if (copy == Location.NONE) {
            return Moved.NO_ROOM;
        }
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            int slot = value.isLost() || flushes != store.flushes() ? NONE : slotOf(location);
            if (slot == NONE || !store.pool().occupancy().isCurrent(copy)) {
                writer.withdraw(copy);
                return Moved.GONE;
            }
            long now = candidates.state(slot);
            store.expiry().include(copy, IndexSlot.expiry(now));
            if (IndexSlot.isFetched(now)) {
                store.pool().occupancy().fetched(copy);
            }
            reader.discount(IndexSlot.isFetched(now));
            partition.replace(candidates, slot, IndexSlot.place(key.hash(), copy), IndexSlot.moved(now, copy, reads));
            counters.addConcurrently(StoreCounter.MOVED_ITEMS, 1);
            return Moved.YES;
        } finally {
            partition.unlock();
        }
    }

    /** Which of the candidates points to a location; {@link #NONE} if none does any more. */
    private int slotOf(long location) {
        store.index().find(key.hash(), candidates);
        for (int i = 0; i < candidates.count(); i++) {
            if (candidates.location(i) == location) {
                return i;
            }
        }
        return NONE;
    }

    /** Lets an item go, if it has not changed meanwhile. */
    private void evict(long location, long state, Victim victim, Cause cause) {
        if (!reader.openAny(location)) {
            return;
        }
        key.wrap(reader.keyBuffer(), reader.keyOffset(), reader.keyLength());
        if (victim.queue() == SegmentQueue.SMALL) {
            store.ghosts().advance(reader.footprintEverywhere());
            long known = store.index().knownHash(key.hash());
            store.ghosts().add(known, cause == Cause.SHED ? LossCause.SHED : LossCause.EVICTED);
        }
        if (!takeSlot(location)) {
            return;
        }
        store.witness().evicted(location, state);
        counters.addConcurrently(StoreCounter.EVICTIONS, 1);
        if (!IndexSlot.isFetched(state)) {
            counters.addConcurrently(StoreCounter.EVICTED_UNFETCHED, 1);
        }
        if (cause == Cause.SHED) {
            counters.addConcurrently(StoreCounter.SHED_ITEMS, 1);
        }
    }

    private boolean takeSlot(long location) {
        IndexPartition partition = store.index().partition(key.hash());
        partition.lock();
        try {
            int slot = slotOf(location);
            if (slot == NONE) {
                return false;
            }
            reader.discount(IndexSlot.isFetched(candidates.state(slot)));
            partition.clear(candidates, slot);
            return true;
        } finally {
            partition.unlock();
        }
    }

    /** Seals what has been written; any thread may call this. */
    void sealWritten() {
        writer.segments().sealWritten();
    }

    /** Leaves the open segments; any thread may call this. */
    void closeSegments() {
        writer.segments().close();
    }

    /** Leaves those of the open segments that are to be left. */
    void closeSegmentsIf(IntPredicate toBeClosed) {
        writer.segments().closeIf(toBeClosed);
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
        scan.close();
    }
}
