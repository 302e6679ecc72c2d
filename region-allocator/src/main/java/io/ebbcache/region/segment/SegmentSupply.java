package io.ebbcache.region.segment;

/** Where a writer gets its segments, and whom it tells when they are full. */
public interface SegmentSupply {

    /** An acquired segment, or {@link SegmentPool#NONE} where none can be had. */
    int acquire();

    /** A segment will not be written any more. */
    void sealed(int segment);
}
