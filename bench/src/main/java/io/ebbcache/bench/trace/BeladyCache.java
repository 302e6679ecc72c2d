package io.ebbcache.bench.trace;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives up what is needed again the latest, knowing the future (Belady: A Study of Replacement Algorithms for a
 * Virtual-Storage Computer, 1966); what was asked for just now may be the first to go.
 *
 * <p>With one size for all items nothing has a better hit ratio. With different sizes the optimum is NP-hard; this is then a
 * greedy approximation (Belady-Size in Berger, Beckmann, Harchol-Balter: Practical Bounds on Optimal Caching with Variable
 * Object Sizes, 2018), which gives up the item with the largest product of size and time to its next request. Sizes are
 * compared in four steps a doubling: within a step the farthest item goes first.
 */
final class BeladyCache implements ReplayedCache {

    private static final int STEPS_PER_DOUBLING = 4;

    /** An item and its next request. An entry is out of date when the item was asked for since, or was given up. */
    private record Entry(int item, int next) {}

    private final Items items;
    private final long capacityBytes;
    private final int[] nextRequests;

    /** The next request of each item that is cached, 0 where it is not. */
    private final int[] nextOf;

    /** The cached items of each step of size, the farthest first. */
    private final Int2ObjectHashMap<PriorityQueue<Entry>> steps = new Int2ObjectHashMap<>();

    private int now;
    private long usedBytes;

    BeladyCache(Items items, long capacityBytes) {
        this.items = items;
        this.capacityBytes = capacityBytes;
        this.nextRequests = items.trace().nextRequests();
        this.nextOf = new int[items.count()];
    }

    @Override
    public boolean request(int item) {
        int next = nextRequests[now];
        now++;
        if (items.bytes(item) > capacityBytes) {
            return false;
        }
        boolean hit = nextOf[item] != 0;
        if (!hit) {
            usedBytes += items.bytes(item);
        }
        nextOf[item] = next;
        steps.computeIfAbsent(
                        step(items.bytes(item)),
                        step -> new PriorityQueue<>(
                                Comparator.comparingInt(Entry::next).reversed()))
                .add(new Entry(item, next));
        while (usedBytes > capacityBytes) {
            giveUpOne();
        }
        return hit;
    }

    private void giveUpOne() {
        PriorityQueue<Entry> chosen = null;
        double most = -1;
        for (PriorityQueue<Entry> step : steps.values()) {
            Entry farthest = farthest(step);
            if (farthest != null) {
                double cost = farthest.next == Integer.MAX_VALUE
                        ? Double.MAX_VALUE
                        : (double) items.bytes(farthest.item) * (farthest.next - now + 1);
                if (cost > most) {
                    most = cost;
                    chosen = step;
                }
            }
        }
        if (chosen == null) {
            throw new IllegalStateException("bytes in use, and no item");
        }
        int item = chosen.remove().item;
        nextOf[item] = 0;
        usedBytes -= items.bytes(item);
    }

    private @Nullable Entry farthest(PriorityQueue<Entry> step) {
        Entry entry = step.peek();
        while (entry != null && nextOf[entry.item] != entry.next) {
            step.remove();
            entry = step.peek();
        }
        return entry;
    }

    /** Equal sizes share a step, and no step reaches further than from one size to its 1.19-fold. */
    private static int step(int bytes) {
        return (int) Math.floor(Math.log(bytes) / Math.log(2) * STEPS_PER_DOUBLING);
    }
}
