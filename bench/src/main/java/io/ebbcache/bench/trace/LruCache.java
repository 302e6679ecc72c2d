package io.ebbcache.bench.trace;

import java.util.Arrays;

/** Least recently used, by weight: the items asked for last that fit together. A list in two arrays. */
final class LruCache implements ReplayedCache {

    private static final int ABSENT = -1;

    private final Items items;
    private final long capacityBytes;
    private final int[] newer;
    private final int[] older;

    /** The end of the list: what is newer than it is the oldest item, what is older than it the newest. */
    private final int end;

    private long usedBytes;

    LruCache(Items items, long capacityBytes) {
        this.items = items;
        this.capacityBytes = capacityBytes;
        this.end = items.count();
        this.newer = new int[items.count() + 1];
        this.older = new int[items.count() + 1];
        Arrays.fill(newer, ABSENT);
        newer[end] = end;
        older[end] = end;
    }

    @Override
    public boolean request(int item) {
        boolean hit = newer[item] != ABSENT;
        if (hit) {
            unlink(item);
        } else if (items.bytes(item) > capacityBytes) {
            return false;
        } else {
            usedBytes += items.bytes(item);
        }
        linkNewest(item);
        while (usedBytes > capacityBytes) {
            int oldest = newer[end];
            unlink(oldest);
            newer[oldest] = ABSENT;
            usedBytes -= items.bytes(oldest);
        }
        return hit;
    }

    private void unlink(int item) {
        older[newer[item]] = older[item];
        newer[older[item]] = newer[item];
    }

    private void linkNewest(int item) {
        int second = older[end];
        newer[item] = end;
        older[item] = second;
        older[end] = item;
        newer[second] = item;
    }
}
