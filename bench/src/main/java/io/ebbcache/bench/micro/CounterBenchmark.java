package io.ebbcache.bench.micro;

import io.ebbcache.store.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Numbers that are counted up: read, parsed, written anew, and put in the place of the old. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CounterBenchmark {

    private static final int COUNTERS = 1 << 14;

    private MeasuredStore store;

    /** Stores the counters. */
    @Setup
    public void fill() {
        store = new MeasuredStore(COUNTERS, "1000000".getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds one. */
    @Benchmark
    public Outcome increment() {
        return store.lane().increment(store.nextKey(), 1);
    }

    /** Unmaps. */
    @TearDown
    public void close() {
        store.close();
    }
}
