package io.ebbcache.store.eviction;

import io.ebbcache.region.segment.Occupancy;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** First sealed, first given up; but first of all those in which nothing is alive. */
public final class SegmentFifo implements EvictionPolicy {

    private final Occupancy occupancy;
    private final Set<Integer> sealed = new LinkedHashSet<>();

    public SegmentFifo(Occupancy occupancy) {
        this.occupancy = occupancy;
    }

    @Override
    public void sealed(int segment) {
        sealed.add(segment);
    }

    @Override
    public void ended(int segment) {
        sealed.remove(segment);
    }

    @Override
    public OptionalInt hollow(IntPredicate allowed) {
        return sealed().filter(occupancy::isHollow).filter(allowed).findFirst();
    }

    @Override
    public OptionalInt victim(IntPredicate allowed) {
        return sealed().filter(allowed).findFirst();
    }

    private IntStream sealed() {
        return sealed.stream().mapToInt(Integer::intValue);
    }

    @Override
    public int[] segments() {
        return sealed().toArray();
    }
}
