package io.ebbcache.store.item;

import io.ebbcache.region.segment.SegmentPool;
import io.ebbcache.region.segment.SegmentSupply;
import io.ebbcache.region.segment.SegmentWriter;
import io.ebbcache.store.expiry.TtlClass;
import java.util.function.IntPredicate;

/**
 * The segments that one writer has open: one for each TTL class as far as they go round, as an open segment is memory that is only
 * half used. An item of a class that has none goes where the class suits best; when that segment is full, its place is free for
 * whoever comes next. One thread writes, others may seal.
 */
public final class OpenSegments {

    private final SegmentWriter[] writers;
    private final int[] classes;

    OpenSegments(SegmentPool pool, SegmentSupply supply, int maxOpen) {
        writers = new SegmentWriter[maxOpen];
        classes = new int[maxOpen];
        for (int i = 0; i < maxOpen; i++) {
            writers[i] = new SegmentWriter(pool, supply);
        }
    }

    /** The writer for an item of a class. */
    SegmentWriter of(int ttlClass) {
        int nearest = 0;
        int free = -1;
        int distance = Integer.MAX_VALUE;
        for (int i = 0; i < writers.length; i++) {
            if (!writers[i].isOpen()) {
                free = free < 0 ? i : free;
            } else if (classes[i] == ttlClass) {
                return writers[i];
            } else if (TtlClass.distance(classes[i], ttlClass) < distance) {
                nearest = i;
                distance = TtlClass.distance(classes[i], ttlClass);
            }
        }
        if (free < 0) {
            return writers[nearest];
        }
        classes[free] = ttlClass;
        return writers[free];
    }

    /** Seals what has been written so far. Called about once a second, by any thread. */
    public void sealWritten() {
        for (SegmentWriter writer : writers) {
            writer.sealWritten();
        }
    }

    /** Seals the open segments, full or not; any thread may call this. */
    public void close() {
        for (SegmentWriter writer : writers) {
            writer.close();
        }
    }

    /** Seals those of the open segments that are to be; any thread may call this. */
    public void closeIf(IntPredicate toBeClosed) {
        for (SegmentWriter writer : writers) {
            int open = writer.openSegment();
            if (open != SegmentPool.NONE && toBeClosed.test(open)) {
                writer.closeIf(open);
            }
        }
    }
}
