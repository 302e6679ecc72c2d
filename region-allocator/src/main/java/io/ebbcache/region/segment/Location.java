package io.ebbcache.region.segment;

import io.ebbcache.region.page.PageLayout;

/**
 * Where something lies, in 46 bits of a long: which segment, where in it, and the low bits of the generation that it was
 * written under.
 *
 * <pre>
 *   63      46 45        38 37             18 17                 0
 *  +----------+------------+-----------------+--------------------+
 *  |    0     | generation |     segment     | position / 8 bytes |
 *  +----------+------------+-----------------+--------------------+
 * </pre>
 *
 * <p>A location is never 0, as no data lies at the start of a segment. Eight bits of generation come round again after 256
 * uses of the segment; whoever keeps locations must have forgotten the old ones by then ({@link SegmentPool}).
 */
public final class Location {

    /** No location. */
    public static final long NONE = 0;

    /** Bits of segment and position together. */
    public static final int PLACE_BITS = 38;

    /** Bits of the generation. */
    public static final int GENERATION_BITS = 8;

    /** The most segments that a pool can have: 2 TiB. */
    public static final int MAX_SEGMENTS = 1 << 20;

    private static final int POSITION_BITS = 18;
    private static final int GENERATION_MASK = (1 << GENERATION_BITS) - 1;

    private Location() {}

    static long of(int generation, int segment, int position) {
        return (long) (generation & GENERATION_MASK) << PLACE_BITS
                | (long) segment << POSITION_BITS
                | position / PageLayout.ALIGNMENT;
    }

    /** Another position in the same segment, under the same generation. */
    public static long at(long location, int position) {
        return (location & -(1L << POSITION_BITS)) | position / PageLayout.ALIGNMENT;
    }

    /** Number of the segment. */
    public static int segment(long location) {
        return (int) (location >>> POSITION_BITS) & (MAX_SEGMENTS - 1);
    }

    /** Position within the segment, in bytes. */
    public static int position(long location) {
        return (int) (location & ((1 << POSITION_BITS) - 1)) * PageLayout.ALIGNMENT;
    }

    /** Whether the generation of one location is the next after that of the other, as far as locations tell. */
    static boolean isOneLater(long later, long location) {
        return generation(later) == ((generation(location) + 1) & GENERATION_MASK);
    }

    /** Low bits of the generation. */
    public static int generation(long location) {
        return (int) (location >>> PLACE_BITS) & GENERATION_MASK;
    }
}
