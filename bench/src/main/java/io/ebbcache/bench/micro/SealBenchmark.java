package io.ebbcache.bench.micro;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.region.segment.SegmentLayout;
import java.util.concurrent.TimeUnit;
import org.agrona.UnsafeApi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to tell the kernel that pages which were just written may go. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SealBenchmark {

    @Param({"65536", "2097152"})
    private int bytes;

    private Region region;

    /** Maps one segment. */
    @Setup
    public void open() {
        region = RegionChoice.probe(null).map(SegmentLayout.SEGMENT_BYTES);
    }

    /** Makes all pages dirty. */
    @Setup(Level.Invocation)
    public void write() {
        UnsafeApi.setMemory(region.address(), bytes, (byte) 'v');
    }

    /** Seals them. */
    @Benchmark
    public void seal() {
        region.seal(0, bytes);
    }

    /** Unmaps. */
    @TearDown
    public void close() {
        region.close();
    }
}
