package io.ebbcache.store.expiry;

import io.ebbcache.region.segment.Location;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When the last item of each segment expires, in ordinary memory: a segment that is over can be ended without a look into it. One
 * word a segment: eight bits of the generation that it speaks of, and the moment.
 */
public final class SegmentExpiry {

    /** The moment of a segment with an item that never expires. */
    private static final long FOREVER = (1L << 56) - 1;

    private static final int GENERATION_SHIFT = 56;

    private final AtomicLongArray words;

    public SegmentExpiry(int segments) {
        words = new AtomicLongArray(segments);
    }

    /**
     * Says that an item that lies in a segment expires at a moment. To be said before the item can be found.
     *
     * @param expiry a moment of the store's clock, or {@link StoreClock#NEVER}
     */
    public void include(long location, long expiry) {
        int segment = Location.segment(location);
        long generation = (long) Location.generation(location) << GENERATION_SHIFT;
        long next = generation | (expiry == StoreClock.NEVER ? FOREVER : expiry);
        while (true) {
            long word = words.get(segment);
            boolean sameGeneration = (word ^ generation) >>> GENERATION_SHIFT == 0;
            if ((sameGeneration && Long.compareUnsigned(word, next) >= 0) || words.compareAndSet(segment, word, next)) {
                return;
            }
        }
    }

    /** Whether all that was written in the generation of a location's segment is over; not if nothing was said of it. */
    public boolean isOver(long location, long now) {
        long word = words.get(Location.segment(location));
        long moment = word & FOREVER;
        return (int) (word >>> GENERATION_SHIFT) == Location.generation(location) && moment != 0 && moment <= now;
    }
}
