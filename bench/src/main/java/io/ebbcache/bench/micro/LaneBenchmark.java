package io.ebbcache.bench.micro;

import io.ebbcache.store.Outcome;
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

/** Operations of the store on a working set of up to 64 MiB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LaneBenchmark {

    private static final int WORKING_SET_BYTES = 64 << 20;

    @Param({"100", "1024", "16384"})
    private int bytes;

    private MeasuredStore store;

    /** Stores the working set. */
    @Setup
    public void fill() {
        int items = Integer.highestOneBit(WORKING_SET_BYTES / bytes);
        store = new MeasuredStore(items, MeasuredStore.letters(bytes));
    }

    /** Reads what is there. */
    @Benchmark
    public Outcome getHit() {
        return store.get(store.nextKey());
    }

    /** Asks for what is not there. */
    @Benchmark
    public Outcome getMiss() {
        return store.get(store.nextAbsentKey());
    }

    /** Stores anew what is there: segments fill up and are given up for the next. */
    @Benchmark
    public Outcome set() {
        return store.set(store.nextKey());
    }

    /** Unmaps. */
    @TearDown
    public void close() {
        store.close();
    }
}
