package io.ebbcache.store.eviction;

import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * S3-FIFO (Yang, Zhang, Qiu, Yue, Rashmi: "FIFO queues are all you need for cache eviction", SOSP 2023), on segments instead of
 * items: a small queue of what is new, a main queue of what was read in the small one, and a memory of what has left the small one
 * unread ({@link GhostTable}). As long as the small queue has more than its share, it gives its oldest segment up; otherwise
 * the main queue does. What becomes of the items in it, {@link Survivors} says.
 */
public final class S3Fifo implements EvictionPolicy {

    /** The small queue's share: one part of so many. */
    private static final int SMALL_DIVISOR = 10;

    private final Set<Integer> small = new LinkedHashSet<>();
    private final Set<Integer> main = new LinkedHashSet<>();

    @Override
    public void sealed(int segment, SegmentQueue queue) {
        (queue == SegmentQueue.SMALL ? small : main).add(segment);
    }

    @Override
    public void ended(int segment) {
        if (!small.remove(segment)) {
            main.remove(segment);
        }
    }

    @Override
    public OptionalInt victim(IntPredicate allowed) {
        boolean smallFirst = small.size() * SMALL_DIVISOR > size();
        OptionalInt first = oldest(smallFirst ? small : main, allowed);
        return first.isPresent() ? first : oldest(smallFirst ? main : small, allowed);
    }

    private static OptionalInt oldest(Set<Integer> queue, IntPredicate allowed) {
        for (int segment : queue) {
            if (allowed.test(segment)) {
                return OptionalInt.of(segment);
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public SegmentQueue queueOf(int segment) {
        return main.contains(segment) ? SegmentQueue.MAIN : SegmentQueue.SMALL;
    }

    @Override
    public int[] segments() {
        return IntStream.concat(stream(small), stream(main)).toArray();
    }

    private static IntStream stream(Set<Integer> queue) {
        return queue.stream().mapToInt(Integer::intValue);
    }

    @Override
    public int size() {
        return small.size() + main.size();
    }
}
