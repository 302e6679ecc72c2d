package io.ebbcache.bench.micro;

import io.ebbcache.store.index.Candidates;
import io.ebbcache.store.index.Index;
import io.ebbcache.store.index.IndexPartition;
import io.ebbcache.store.index.IndexSlot;
import io.ebbcache.store.index.SlotReclaimer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Slots found, replaced, put in and taken out, in a table that lies in the caches and in one that does not. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IndexBenchmark {

    private static final long CAPACITY_BYTES = 1L << 30;
    private static final long INDEX_BYTES = 256L << 20;
    private static final int ABSENT = 1 << 16;

    @Param({"16384", "2097152"})
    private int items;

    private final Candidates found = new Candidates();
    private final long[] absent = new long[ABSENT];
    private Index index;
    private long[] present;
    private int turn;

    /** Fills the index. */
    @Setup
    public void fill() {
        index = new Index(CAPACITY_BYTES, INDEX_BYTES, INDEX_BYTES, new NothingEnds());
        SplittableRandom random = new SplittableRandom(1);
        present = random.longs(items).toArray();
        for (int i = 0; i < items; i++) {
            insert(present[i], i + 1);
        }
        for (int i = 0; i < ABSENT; i++) {
            absent[i] = random.nextLong();
        }
    }

    private void insert(long hash, long location) {
        IndexPartition partition = index.partition(hash);
        partition.lock();
        try {
            partition.insert(IndexSlot.place(hash, location), IndexSlot.state(location, 0));
        } finally {
            partition.unlock();
        }
    }

    private long nextPresent() {
        turn++;
        return present[turn & (items - 1)];
    }

    private long nextAbsent() {
        turn++;
        return absent[turn & (ABSENT - 1)];
    }

    /** Finds what is there. */
    @Benchmark
    public int findHit() {
        index.find(nextPresent(), found);
        return found.count();
    }

    /** Looks for what is not there. */
    @Benchmark
    public int findMiss() {
        index.find(nextAbsent(), found);
        return found.count();
    }

    /** Puts another location in the slot of an item that is there, under the lock. */
    @Benchmark
    public int replace() {
        long hash = nextPresent();
        IndexPartition partition = index.partition(hash);
        partition.lock();
        try {
            index.find(hash, found);
            long location = (turn & (items - 1)) + 1L;
            partition.replace(found, 0, IndexSlot.place(hash, location), IndexSlot.state(location, 0));
        } finally {
            partition.unlock();
        }
        return found.count();
    }

    /** Puts an item in, finds it and takes it out again, so that the table keeps its size. */
    @Benchmark
    public int insertAndClear() {
        long hash = nextAbsent();
        IndexPartition partition = index.partition(hash);
        partition.lock();
        try {
            partition.insert(IndexSlot.place(hash, 1), IndexSlot.state(1, 0));
            index.find(hash, found);
            partition.clear(found, 0);
        } finally {
            partition.unlock();
        }
        return found.count();
    }

    /** Frees the slots. */
    @TearDown
    public void close() {
        index.close();
    }

    private static final class NothingEnds implements SlotReclaimer {
        @Override
        public boolean isOver(long knownHash, long place, long state) {
            return false;
        }

        @Override
        public void displaced(long place, long state) {
            throw new IllegalStateException("the index is too small for this benchmark");
        }
    }
}
