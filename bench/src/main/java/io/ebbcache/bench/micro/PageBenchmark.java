package io.ebbcache.bench.micro;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.page.PageReader;
import io.ebbcache.region.page.PageWriter;
import io.ebbcache.region.segment.SegmentLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.UnsafeApi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Bytes into tagged pages that are in memory, and out of them again with their tags checked before and after. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PageBenchmark {

    private static final int SEGMENTS = 16;
    private static final int POSITIONS = 1 << 12;
    private static final long TAG = 0x10_0000;

    @Param({"100", "1024", "16384"})
    private int bytes;

    private final PageWriter writer = new PageWriter();
    private final long[] addresses = new long[POSITIONS];
    private final int[] positions = new int[POSITIONS];
    private Region region;
    private long memory;
    private long tag = TAG;
    private int turn;

    /** Fills all segments but the first, which is for the writer. */
    @Setup
    public void fill() {
        region = RegionChoice.probe(null).map((long) SEGMENTS * SegmentLayout.SEGMENT_BYTES);
        memory = UnsafeApi.allocateMemory(bytes);
        UnsafeApi.setMemory(memory, bytes, (byte) 'v');
        int perSegment = SegmentLayout.PAYLOAD_BYTES / PageLayout.align(bytes);
        for (int segment = 1; segment < SEGMENTS; segment++) {
            writer.open(address(segment), SegmentLayout.SEGMENT_BYTES, TAG);
            while (writer.remaining() >= bytes) {
                writer.write(memory, bytes);
                writer.align();
            }
        }
        Random random = new Random(1);
        for (int i = 0; i < POSITIONS; i++) {
            addresses[i] = address(1 + random.nextInt(SEGMENTS - 1));
            positions[i] = PageLayout.advance(
                    PageLayout.firstPosition(0), random.nextInt(perSegment) * PageLayout.align(bytes));
        }
        writer.open(address(0), SegmentLayout.SEGMENT_BYTES, tag);
    }

    private long address(int segment) {
        return region.address() + (long) segment * SegmentLayout.SEGMENT_BYTES;
    }

    /** Appends, over and over through one segment. */
    @Benchmark
    public int write() {
        if (writer.remaining() < bytes) {
            tag++;
            writer.open(address(0), SegmentLayout.SEGMENT_BYTES, tag);
        }
        writer.write(memory, bytes);
        writer.align();
        return writer.position();
    }

    /** Reads from a random place in 30 MiB. */
    @Benchmark
    public boolean read() {
        turn = (turn + 1) & (POSITIONS - 1);
        return PageReader.read(addresses[turn], TAG, positions[turn], memory, bytes);
    }

    /** Unmaps. */
    @TearDown
    public void close() {
        region.close();
        UnsafeApi.freeMemory(memory);
    }
}
