package io.ebbcache.server.launch;

import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.server.net.NetConfig;
import io.ebbcache.store.StoreConfig;
import io.ebbcache.store.pressure.MemoryLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the memory that this process may use is divided. Values may have all of it, for the kernel takes their pages when it
 * needs them. All the rest is ordinary memory: each part of it has a bound, and the bounds together leave room for some
 * values, else the server does not start.
 *
 * @param capacityBytes the most that values may ever be allowed to take
 * @param limitBytes the most that values may take at first
 * @param limitSource who says so
 * @param indexBytes the most that the index may take where values may take all of the capacity
 * @param net the network layer with its budgets
 * @param ordinary the bounds on all ordinary memory, part by part, at the first limit
 */
record MemoryPlan(
        long capacityBytes, long limitBytes, String limitSource, long indexBytes, NetConfig net, List<Part> ordinary) {

    /** Requests in flight may take this part of the limit, and replies as much. */
    private static final int BUDGET_DIVISOR = 16;

    private static final long LARGEST_USUAL_BUDGET_BYTES = 64 * ByteSize.MIB;

    /** A budget holds two of the largest items with what is around them on the wire. */
    private static final int ITEMS_IN_BUDGET = 2;

    private static final long ROOM_AROUND_ITEMS_BYTES = 64 * ByteSize.KIB;

    /** Where memory is short, each budget may take this part of what is to spare. */
    private static final int SPARE_DIVISOR = 4;

    /** The index may take this part of the heap that is free. */
    private static final int INDEX_HEAP_DIVISOR = 2;

    /** Segments that are there only for a higher limit may take this part of it. */
    private static final int GROWTH_HEAP_DIVISOR = 4;

    /**
     * One kind of ordinary memory and its bound.
     *
     * @param within what is known to lie in it, and counts with it
     */
    record Part(String name, long bytes, List<Part> within) {
        Part(String name, long bytes) {
            this(name, bytes, List.of());
        }

        @Override
        public String toString() {
            String size = name + " " + new ByteSize(bytes);
            return within.isEmpty() ? size : size + " (of it " + text(within) + ")";
        }
    }

    /**
     * Divides the memory.
     *
     * @param limit what this process may use
     * @param wanted the most that values may take at first, where the operator says so
     * @param net the network layer; its budgets are decided here
     * @throws StartException if there is too little; the message says what is needed
     */
    static MemoryPlan of(MemoryLimit limit, Optional<ByteSize> wanted, int itemBytes, NetConfig net, JvmBounds jvm) {
        boolean limitDecides = wanted.isEmpty() || wanted.get().bytes() >= limit.bytes();
        long first = wholeSegments(limitDecides ? limit.bytes() : wanted.get().bytes());
        long leastValues = StoreConfig.minCapacityBytes(itemBytes, net.threads());
        if (!limitDecides && first < leastValues) {
            throw new StartException("%s for values are too little: items of up to %s and %d threads need %s"
                    .formatted(wanted.get(), new ByteSize(itemBytes), net.threads(), new ByteSize(leastValues)));
        }

        long capacity = Math.max(first, capacityToGrowTo(limit, net, jvm));
        long leastIndex = StoreConfig.minIndexBytes(Math.max(capacity, leastValues));
        long leastBudget = ITEMS_IN_BUDGET * (long) itemBytes + ROOM_AROUND_ITEMS_BYTES;
        NetConfig frugal = withBudgets(net, leastBudget);
        long spare = limit.bytes() - sum(parts(jvm, frugal, leastIndex)) - leastValues;
        if (spare < 0) {
            long mappedThen = limitDecides ? limit.bytes() - spare : capacity;
            List<Part> least = parts(jvm, frugal, StoreConfig.minIndexBytes(mappedThen));
            throw new StartException("%s (%s) is too little, %s is needed: %s, values %s"
                    .formatted(
                            new ByteSize(limit.bytes()),
                            limit.source(),
                            new ByteSize(sum(least) + leastValues),
                            text(least),
                            new ByteSize(leastValues)));
        }

        long usualBudget = Math.min(limit.bytes() / BUDGET_DIVISOR, LARGEST_USUAL_BUDGET_BYTES);
        long budget = Math.max(leastBudget, Math.min(usualBudget, leastBudget + spare / SPARE_DIVISOR));
        NetConfig bounded = withBudgets(net, budget);
        jvm.checkRoomFor(bounded);
        long left = limit.bytes() - sum(parts(jvm, bounded, 0));
        long usualIndex = Math.min(Math.min(capacity, left) / StoreConfig.INDEX_DIVISOR, left - leastValues);
        long heldByHeap = StoreConfig.largestIndexBytes(capacity, jvm.freeHeapBytes(bounded) / INDEX_HEAP_DIVISOR);
        long index = Math.max(leastIndex, Math.min(usualIndex, heldByHeap));
        List<Part> ordinary = parts(jvm, bounded, StoreConfig.indexBytesAt(first, capacity, index));
        String source = limitDecides ? limit.source() : "as asked for";
        return new MemoryPlan(capacity, first, source, index, bounded, ordinary);
    }

    /** Addresses cost nothing, but the books of the segments lie in the heap. */
    private static long capacityToGrowTo(MemoryLimit limit, NetConfig net, JvmBounds jvm) {
        long heldByHeap = StoreConfig.largestCapacityBytes(jvm.freeHeapBytes(net) / GROWTH_HEAP_DIVISOR);
        return wholeSegments(Math.min(limit.bytes(), heldByHeap));
    }

    /** The bound on all ordinary memory together. */
    long ordinaryBytes() {
        return sum(ordinary);
    }

    /** What the log says of the ordinary memory. */
    String ordinaryText() {
        return new ByteSize(ordinaryBytes()) + " = " + text(ordinary);
    }

    /** The same, part by part, in bytes. */
    Map<String, Long> bounds() {
        return ordinary.stream().collect(Collectors.toMap(Part::name, Part::bytes));
    }

    private static List<Part> parts(JvmBounds jvm, NetConfig net, long indexBytes) {
        List<Part> parts = new ArrayList<>(jvm.parts(net.threads()));
        parts.add(new Part("connections", net.memoryBoundBytes()));
        parts.add(new Part("index", indexBytes));
        return List.copyOf(parts);
    }

    private static NetConfig withBudgets(NetConfig net, long budget) {
        return net.with(net.memory().withBudgets(budget, budget));
    }

    private static long wholeSegments(long bytes) {
        return bytes / SegmentLayout.SEGMENT_BYTES * SegmentLayout.SEGMENT_BYTES;
    }

    static long sum(List<Part> parts) {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    private static String text(List<Part> parts) {
        return parts.stream().map(Part::toString).collect(Collectors.joining(", "));
    }
}
