package io.ebbcache.store;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.nativemem.NativeCallException;
import io.ebbcache.region.residency.ResidencyMap;
import io.ebbcache.region.segment.Location;
import io.ebbcache.region.segment.SegmentPool;
import io.ebbcache.store.eviction.GhostTable;
import io.ebbcache.store.eviction.LossCause;
import io.ebbcache.store.eviction.S3Fifo;
import io.ebbcache.store.expiry.SegmentExpiry;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.index.Index;
import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.index.SlotReclaimer;
import io.ebbcache.store.stats.CounterCells;
import io.ebbcache.store.stats.StoreCounter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache of items in droppable memory. Each thread that uses it has a {@link Lane} of its own; what all share is here.
 *
 * <p>Append only: an item is written to an open segment and never changed; the index then points to it. What is stored anew is a
 * new copy, and the old one dead space that comes back when its segment ends.
 */
public final class Store implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final StoreConfig config;
    private final StoreClock clock;
    private final Region region;
    private final SegmentPool pool;
    private final SegmentAllocator allocator;
    private final SegmentExpiry expiry;
    private final Index index;
    private final GhostTable ghosts;
    private final SegmentCleaner cleaner;
    private final Maintenance maintenance;
    private final EvictionWitness witness;
    private final CounterCells<StoreCounter> counters = new CounterCells<>(StoreCounter.class);
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final AtomicLong lastCas = new AtomicLong();

    /** Items up to this CAS number were flushed. */
    private volatile long flushedCas;

    private volatile long flushes;
    private volatile StoreWatcher watcher = StoreWatcher.NOBODY;

    /** When the next flush is due, in seconds of the clock; {@link StoreClock#NEVER} where none is. Guarded by this. */
    private long flushAt = StoreClock.NEVER;

    private Store(StoreConfig config, StoreClock clock) {
        this.config = config;
        this.clock = clock;
        this.region = config.region().map(config.capacityBytes());
        this.pool = new SegmentPool(region);
        this.expiry = new SegmentExpiry(pool.segments());
        this.maintenance = new Maintenance(this, ResidencyMap.scan(pool));
        this.witness = new EvictionWitness(this);
        this.allocator =
                new SegmentAllocator(pool, new S3Fifo(), config.policy().evict(), maintenance::wake, witness, counters);
        this.cleaner = new SegmentCleaner(this, counters);
        try {
            this.ghosts = new GhostTable(GhostTable.share(config.indexBytes()));
            this.ghosts.cacheHolds(0, config.limitBytes());
            this.index = openIndex();
        } catch (NativeCallException e) {
            cleaner.close();
            witness.close();
            maintenance.close();
            region.close();
            throw e;
        }
        limit(config.limitBytes());
    }

    /** All of what the index may take, but the share of the ghosts. */
    private Index openIndex() {
        long bytes = config.indexBytesAt(config.limitBytes());
        return new Index(
                config.capacityBytes(),
                config.indexBytes() - GhostTable.share(config.indexBytes()),
                bytes - GhostTable.share(bytes),
                new Reclaimer());
    }

    /**
     * Maps the memory and starts the store's maintenance thread.
     *
     * @throws io.ebbcache.region.nativemem.NativeCallException if the memory cannot be mapped
     */
    public static Store open(StoreConfig config) {
        return open(config, new StoreClock());
    }

    /** As {@link #open(StoreConfig)}, with a clock of the caller's, which the store's maintenance advances. */
    public static Store open(StoreConfig config, StoreClock clock) {
        Store store = mapped(config, clock);
        store.maintenance.start();
        return store;
    }

    /** Where the system counts addresses as memory and refuses as many as there could ever be need of, as many as are needed now. */
    private static Store mapped(StoreConfig config, StoreClock clock) {
        try {
            return new Store(config, clock);
        } catch (NativeCallException e) {
            if (config.limitBytes() == config.capacityBytes()) {
                throw e;
            }
            LOG.warn("cannot map {} bytes: {}; the limit cannot be raised", config.capacityBytes(), e.getMessage());
            return new Store(config.withoutRoomToGrow(), clock);
        }
    }

    /**
     * One more thread's way into the store.
     *
     * @throws IllegalStateException if there are as many lanes as configured
     */
    public synchronized Lane newLane() {
        if (lanes.size() == config.lanes()) {
            throw new IllegalStateException("no more than " + config.lanes() + " lanes");
        }
        Lane lane = new Lane(this);
        lanes.add(lane);
        return lane;
    }

    public StoreConfig config() {
        return config;
    }

    public StoreClock clock() {
        return clock;
    }

    /** Everything that was stored until now is gone. What is stored from now on stays. */
    public synchronized void flushAll() {
        counters.addConcurrently(StoreCounter.CMD_FLUSH, 1);
        flushAt = StoreClock.NEVER;
        flush();
    }

    /**
     * Everything that was stored before a moment will be gone then. There is one such moment; the latest call sets it.
     *
     * @param second of the store's clock
     */
    public synchronized void flushAt(long second) {
        if (second <= clock.now()) {
            flushAll();
            return;
        }
        counters.addConcurrently(StoreCounter.CMD_FLUSH, 1);
        flushAt = second;
    }

    /**
     * Bounds the memory that values take; what is above goes back to the system. A higher limit lets the index take more too, in
     * proportion; a lower one does not take that back.
     *
     * @return false if it cannot be done: more than the capacity, or less than the lanes need
     */
    public boolean limit(long bytes) {
        if (bytes > config.capacityBytes()
                || bytes < StoreConfig.minCapacityBytes(config.maxItemBytes(), config.lanes())) {
            return false;
        }
        long indexBytes = config.indexBytesAt(bytes);
        index.raise(indexBytes - GhostTable.share(indexBytes));
        allocator.limit(bytes);
        maintenance.wake();
        return true;
    }

    /** The memory that values may take, in bytes. */
    public long limitBytes() {
        return allocator.limitBytes();
    }

    /** Tells this one from now on what is given up and what was lost, and no other one any more. */
    public void watch(StoreWatcher next) {
        watcher = next;
    }

    /** Who is told what is given up and what was lost. */
    StoreWatcher watcher() {
        return watcher;
    }

    /** The counters and sizes as they are now. */
    public StoreStatistics statistics() {
        return StoreStatistics.of(this);
    }

    /**
     * What the segments hold, from what is known of them in ordinary memory.
     *
     * @param maxCells the most cells that it is told in
     */
    public SegmentMap segments(int maxCells) {
        return SegmentMap.of(this, maxCells);
    }

    /** What the kernel has left of the segments, scanned now. */
    public ResidencyMap residency() {
        return ResidencyMap.scan(pool);
    }

    /**
     * Waits until as many segments are free as are kept ready. For who stores without a pause, faster than a network could bring it,
     * and wants the store to keep what it would keep otherwise.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public void awaitRoom() throws InterruptedException {
        if (allocator.free() < StoreConfig.reserveSegments(limitBytes())) {
            maintenance.awaitRoom();
        }
    }

    /** The CAS number that was given last: all items that are there have it or a lower one, but for those whose number a client has chosen. */
    public long lastCas() {
        return lastCas.get();
    }

    /** Takes pages from values as memory pressure would, for tests and trials. */
    public void drop(long offset, long length) {
        region.drop(offset, length);
    }

    /** Ends the maintenance and unmaps the memory. No lane may be in use. */
    @Override
    public void close() {
        maintenance.close();
        lanes.forEach(Lane::release);
        lanes.clear();
        cleaner.close();
        witness.close();
        ghosts.close();
        index.close();
        region.close();
    }

    /** Whether an item was flushed. */
    boolean isFlushed(long cas) {
        return cas <= flushedCas;
    }

    long nextCas() {
        return lastCas.incrementAndGet();
    }

    /** How many flushes there were. While a partition is locked there is none. */
    long flushes() {
        return flushes;
    }

    /** Flushes if the moment that was set has come. The clock was advanced before. */
    synchronized void flushIfDue() {
        if (flushAt != StoreClock.NEVER && flushAt <= clock.now()) {
            flushAt = StoreClock.NEVER;
            flush();
        }
    }

    /** Called with this locked. What depends on an item that is there comes before it or after it, as a whole. */
    private void flush() {
        index.betweenWrites(this::flushWritten);
        allocator.endAll();
        maintenance.wake();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void flushWritten() {
        lanes.forEach(Lane::closeSegments);
        cleaner.closeSegments();
        flushedCas = lastCas.get();
        flushes++;
    }

    Index index() {
        return index;
    }

    SegmentPool pool() {
        return pool;
    }

    SegmentAllocator allocator() {
        return allocator;
    }

    SegmentExpiry expiry() {
        return expiry;
    }

    GhostTable ghosts() {
        return ghosts;
    }

    SegmentCleaner cleaner() {
        return cleaner;
    }

    EvictionWitness witness() {
        return witness;
    }

    CounterCells<StoreCounter> counters() {
        return counters;
    }

    Maintenance maintenance() {
        return maintenance;
    }

    List<Lane> lanes() {
        return lanes;
    }

    /** The sum of what all lanes and the store itself counted. */
    long count(StoreCounter counter) {
        long sum = counters.get(counter);
        for (Lane lane : lanes) {
            sum += lane.counters().get(counter);
        }
        return sum;
    }

    /** Knows from ordinary memory alone which items are over. */
    private final class Reclaimer implements SlotReclaimer {
        @Override
        public boolean isOver(long knownHash, long place, long state) {
            long location = IndexSlot.location(place, state);
            if (!pool.occupancy().isCurrent(location)) {
                if (wasDropped(location) && !clock.isOver(IndexSlot.expiry(state))) {
                    ghosts.add(knownHash, LossCause.DROPPED);
                }
                return true;
            }
            if (!clock.isOver(IndexSlot.expiry(state))) {
                return false;
            }
            boolean fetched = IndexSlot.isFetched(state);
            pool.occupancy().remove(location, 0, fetched);
            counters.addConcurrently(StoreCounter.EXPIRED, 1);
            counters.addConcurrently(StoreCounter.EXPIRED_UNASKED, 1);
            counters.addConcurrently(StoreCounter.EXPIRED_UNFETCHED, fetched ? 0 : 1);
            return true;
        }

        /** Not if its segment was used again since and has ended once more: why it ended before is forgotten then. */
        private boolean wasDropped(long location) {
            return pool.hasJustEnded(location) && allocator.lossCause(Location.segment(location)) == LossCause.DROPPED;
        }

        @Override
        public void displaced(long place, long state) {
            long location = IndexSlot.location(place, state);
            boolean fetched = IndexSlot.isFetched(state);
            witness.evicted(location, state);
            if (pool.occupancy().remove(location, 0, fetched)) {
                counters.addConcurrently(StoreCounter.EVICTIONS, 1);
                counters.addConcurrently(StoreCounter.EVICTED_UNFETCHED, fetched ? 0 : 1);
            }
        }
    }
}
