package io.ebbcache.server.command;

import io.ebbcache.store.StoreStatistics;
import io.ebbcache.store.stats.StoreCounter;

/**
 * Items and their memory as memcached tells them by slab class, under its names and in its order. We have no classes: all
 * is told as class 1, a segment as a page of it, and a page of the machine as a chunk. What we have no such thing for is 0.
 */
final class ClassStats {

    private static final long CHUNKS_PER_SEGMENT = StoreStatistics.SEGMENT_BYTES / StoreStatistics.PAGE_BYTES;

    private final GeneralStats counters;
    private final StoreStatistics store;
    private final StatsSink target;

    ClassStats(ServerState state, StatsSink target) {
        this.counters = state.generalStats();
        this.store = state.store().statistics();
        this.target = target;
    }

    void items() {
        if (store.currItems() == 0) {
            return;
        }
        target.stat("items:1:number", store.currItems());
        target.stat("items:1:number_hot", 0);
        target.stat("items:1:number_warm", 0);
        target.stat("items:1:number_cold", store.currItems());
        target.stat("items:1:age_hot", 0);
        target.stat("items:1:age_warm", 0);
        target.stat("items:1:age", 0);
        target.stat("items:1:mem_requested", store.bytes());
        target.stat("items:1:evicted", count(StoreCounter.EVICTIONS));
        target.stat("items:1:evicted_nonzero", 0);
        target.stat("items:1:evicted_time", 0);
        target.stat("items:1:outofmemory", count(StoreCounter.STORE_NO_MEMORY));
        target.stat("items:1:tailrepairs", 0);
        target.stat("items:1:reclaimed", count(StoreCounter.EXPIRED));
        target.stat("items:1:expired_unfetched", count(StoreCounter.EXPIRED_UNFETCHED));
        target.stat("items:1:evicted_unfetched", count(StoreCounter.EVICTED_UNFETCHED));
        target.stat("items:1:evicted_active", 0);
        target.stat("items:1:crawler_reclaimed", 0);
        target.stat("items:1:crawler_items_checked", 0);
        target.stat("items:1:lrutail_reflocked", 0);
        target.stat("items:1:moves_to_cold", 0);
        target.stat("items:1:moves_to_warm", 0);
        target.stat("items:1:moves_within_lru", 0);
        target.stat("items:1:direct_reclaims", 0);
        target.stat("items:1:hits_to_hot", 0);
        target.stat("items:1:hits_to_warm", 0);
        target.stat("items:1:hits_to_cold", count(StoreCounter.GET_HITS));
        target.stat("items:1:hits_to_temp", 0);
    }

    void slabs() {
        if (store.segments() > 0) {
            firstSlab();
        }
        target.stat("active_slabs", store.segments() > 0 ? 1 : 0);
        target.stat("total_malloced", store.segments() * StoreStatistics.SEGMENT_BYTES);
    }

    private void firstSlab() {
        long chunks = store.segments() * CHUNKS_PER_SEGMENT;
        long wholeChunks = (store.bytes() + StoreStatistics.PAGE_BYTES - 1) / StoreStatistics.PAGE_BYTES;
        long usedChunks = Math.min(chunks, wholeChunks);
        target.stat("1:chunk_size", StoreStatistics.PAGE_BYTES);
        target.stat("1:chunks_per_page", CHUNKS_PER_SEGMENT);
        target.stat("1:total_pages", store.segments());
        target.stat("1:total_chunks", chunks);
        target.stat("1:used_chunks", usedChunks);
        target.stat("1:free_chunks", chunks - usedChunks);
        target.stat("1:free_chunks_end", 0);
        target.stat("1:get_hits", count(StoreCounter.GET_HITS));
        target.stat("1:cmd_set", count(StoreCounter.CMD_SET));
        target.stat("1:delete_hits", count(StoreCounter.DELETE_HITS));
        target.stat("1:incr_hits", count(StoreCounter.INCR_HITS));
        target.stat("1:decr_hits", count(StoreCounter.DECR_HITS));
        target.stat("1:cas_hits", count(StoreCounter.CAS_HITS));
        target.stat("1:cas_badval", count(StoreCounter.CAS_BADVAL));
        target.stat("1:touch_hits", count(StoreCounter.TOUCH_HITS));
    }

    private long count(StoreCounter counter) {
        return counters.sinceReset(store, counter);
    }
}
