package io.ebbcache.bench.micro;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.region.page.PageSource;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.region.segment.SegmentPool;
import io.ebbcache.region.segment.SegmentSupply;
import io.ebbcache.region.segment.SegmentWriter;
import java.util.ArrayDeque;
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

/** Items into segments of which the oldest is ended for the next: page faults, sealing and discarding are in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SegmentBenchmark {

    private static final int SEGMENTS = 32;
    private static final int HEAD_BYTES = 32;

    @Param({"100", "1024", "16384"})
    private int bytes;

    private Region region;
    private SegmentWriter writer;
    private long memory;
    private final PageSource body = (offset, address, length) -> UnsafeApi.copyMemory(memory + offset, address, length);

    /** Maps 64 MiB. */
    @Setup
    public void open() {
        region = RegionChoice.probe(null).map((long) SEGMENTS * SegmentLayout.SEGMENT_BYTES);
        memory = UnsafeApi.allocateMemory(bytes);
        UnsafeApi.setMemory(memory, bytes, (byte) 'v');
        SegmentPool pool = new SegmentPool(region);
        writer = new SegmentWriter(pool, new OldestSegment(pool));
    }

    /** Appends an item. */
    @Benchmark
    public long append() {
        return writer.append(memory, HEAD_BYTES, body, bytes - HEAD_BYTES);
    }

    /** The whole life of a segment that holds one item: taken, written, sealed, ended, discarded. */
    @Benchmark
    public long segmentOfOneItem() {
        long location = writer.append(memory, HEAD_BYTES, body, bytes - HEAD_BYTES);
        writer.close();
        return location;
    }

    /** Unmaps. */
    @TearDown
    public void close() {
        writer.close();
        region.close();
        UnsafeApi.freeMemory(memory);
    }

    private static final class OldestSegment implements SegmentSupply {
        private final SegmentPool pool;
        private final ArrayDeque<Integer> sealed = new ArrayDeque<>();

        OldestSegment(SegmentPool pool) {
            this.pool = pool;
        }

        @Override
        public int acquire() {
            int segment = pool.acquire();
            if (segment != SegmentPool.NONE) {
                return segment;
            }
            pool.end(sealed.remove());
            return pool.acquire();
        }

        @Override
        public void sealed(int segment) {
            sealed.add(segment);
        }
    }
}
