package io.ebbcache.region.torture;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.TestRegion;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.region.segment.SegmentPool;
import io.ebbcache.region.segment.SegmentSupply;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What the threads share: a small pool, whose oldest segment is ended when none is free, and the table of values. */
final class Arena implements SegmentSupply, AutoCloseable {

    static final int SLOTS = 256;

    private static final long SEGMENTS = 24;

    final TortureFigures figures = new TortureFigures();
    final AtomicReferenceArray<@Nullable StoredValue> table = new AtomicReferenceArray<>(SLOTS);
    final Region region;
    final SegmentPool pool;
    final Taker taker;
    final Spots spots;

    private final Queue<Integer> sealed = new ConcurrentLinkedQueue<>();

    Arena(TestRegion kind, int threads) {
        region = kind.map(SEGMENTS * SegmentLayout.SEGMENT_BYTES);
        pool = new SegmentPool(region);
        taker = new Taker(kind, region, figures);
        spots = new Spots(threads);
    }

    @Override
    public int acquire() {
        while (true) {
            int segment = pool.acquire();
            if (segment != SegmentPool.NONE) {
                return segment;
            }
            endOldest();
        }
    }

    void endOldest() {
        Integer oldest = sealed.poll();
        if (oldest != null && pool.end(oldest).isPresent()) {
            figures.ended.increment();
        }
    }

    @Override
    public void sealed(int segment) {
        sealed.add(segment);
    }

    /**
     * Takes the page where somebody is at work just now, unless too much was taken already.
     *
     * @return false if nobody is, or enough was taken
     */
    boolean strike(SplittableRandom random) {
        long spot = figures.inBalance() ? spots.next(random) : -1;
        if (spot >= 0) {
            taker.take(random, spot);
        }
        return spot >= 0;
    }

    /** Offset within the region of a position in a segment. */
    long offset(int segment, int position) {
        return (long) segment * SegmentLayout.SEGMENT_BYTES + position;
    }

    @Override
    public void close() {
        region.close();
    }
}
