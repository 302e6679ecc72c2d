package io.ebbcache.bench.trace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * W-TinyLFU as Caffeine has it, by weight (Einziger, Eytan, Friedman, Manes: Adaptive Software Cache Management, 2018). Now and
 * then Caffeine draws a random number to admit an item, so two replays may differ in the third digit.
 */
final class TinyLfuCache implements ReplayedCache {

    private final Cache<Integer, Integer> cache;

    TinyLfuCache(Items items, long capacityBytes) {
        cache = Caffeine.newBuilder()
                .maximumWeight(capacityBytes)
                .weigher((Integer item, Integer value) -> items.bytes(item))
                // what a read has to tell the policy is told at once, or it would depend on the threads of a pool
                .executor(Runnable::run)
                .build();
    }

    @Override
    public boolean request(int item) {
        if (cache.getIfPresent(item) != null) {
            return true;
        }
        cache.put(item, item);
        return false;
    }
}
