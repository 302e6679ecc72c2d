package io.ebbcache.server.command;

import io.ebbcache.store.StoreStatistics;
import io.ebbcache.store.stats.StoreCounter;

/**
 * The general statistics, under memcached's names and in its order, as monitoring tools expect them; what we have no such
 * thing for is 0. Our own follow, named {@code droppable_…}.
 */
final class GeneralStats {

    private final ServerState state;
    private final long startSecond;
    private volatile Baseline baseline;

    GeneralStats(ServerState state) {
        this.state = state;
        this.startSecond = state.store().clock().now();
        this.baseline = new Baseline(new long[StoreCounter.values().length], new long[ServerCounter.values().length]);
    }

    /** Counters as they were at the last reset. */
    private static final class Baseline {
        private final long[] store;
        private final long[] server;

        Baseline(long[] store, long[] server) {
            this.store = store;
            this.server = server;
        }
    }

    /** From now on counters are told as if they had been 0. */
    void reset() {
        StoreStatistics statistics = state.store().statistics();
        long[] store = new long[StoreCounter.values().length];
        for (StoreCounter counter : StoreCounter.values()) {
            store[counter.ordinal()] = statistics.get(counter);
        }
        long[] server = new long[ServerCounter.values().length];
        for (ServerCounter counter : ServerCounter.values()) {
            server[counter.ordinal()] = state.counters().get(counter);
        }
        baseline = new Baseline(store, server);
    }

    /** A counter of the store since the last reset. */
    long sinceReset(StoreStatistics statistics, StoreCounter counter) {
        return statistics.get(counter) - baseline.store[counter.ordinal()];
    }

    void tell(StatsSink target) {
        new Telling(target, state.store().statistics(), baseline).all();
    }

    /** One answer: every line sees the same numbers of the store. */
    private final class Telling {
        private final StatsSink target;
        private final StoreStatistics store;
        private final Baseline base;

        Telling(StatsSink target, StoreStatistics store, Baseline base) {
            this.target = target;
            this.store = store;
            this.base = base;
        }

        void all() {
            process();
            connections();
            commands();
            network();
            slabs();
            items();
            droppable();
        }

        private void process() {
            ProcessUsage usage = ProcessUsage.now();
            tell("pid", ProcessHandle.current().pid());
            tell("uptime", state.store().clock().now() - startSecond);
            tell("time", state.store().clock().unixSeconds());
            target.stat("version", state.config().version());
            tell("libevent", 0);
            tell("pointer_size", Long.SIZE);
            target.stat("rusage_user", usage.user());
            target.stat("rusage_system", usage.system());
        }

        private void connections() {
            long connections = state.counters().connections();
            tell("max_connections", state.limits().maxConnections());
            tell("curr_connections", connections);
            tell("total_connections", ServerCounter.CONNECTIONS_OPENED);
            tell("rejected_connections", ServerCounter.CONNECTIONS_REJECTED);
            tell("connection_structures", connections);
            tell("response_obj_oom", ServerCounter.REPLIES_REFUSED);
            tell("response_obj_count", 0);
            tell("response_obj_bytes", state.replyBudget().used());
            tell("read_buf_count", 0);
            tell("read_buf_bytes", state.requestBudget().used());
            tell("read_buf_bytes_free", 0);
            tell("read_buf_oom", ServerCounter.REQUESTS_REFUSED);
            tell("reserved_fds", 0);
        }

        private void commands() {
            tell("cmd_get", StoreCounter.CMD_GET);
            tell("cmd_set", StoreCounter.CMD_SET);
            tell("cmd_flush", StoreCounter.CMD_FLUSH);
            tell("cmd_touch", StoreCounter.CMD_TOUCH);
            tell("cmd_meta", ServerCounter.COMMANDS_META);
            tell("get_hits", StoreCounter.GET_HITS);
            tell("get_misses", StoreCounter.GET_MISSES);
            tell("get_expired", StoreCounter.GET_EXPIRED);
            tell("get_flushed", StoreCounter.GET_FLUSHED);
            tell("delete_misses", StoreCounter.DELETE_MISSES);
            tell("delete_hits", StoreCounter.DELETE_HITS);
            tell("incr_misses", StoreCounter.INCR_MISSES);
            tell("incr_hits", StoreCounter.INCR_HITS);
            tell("decr_misses", StoreCounter.DECR_MISSES);
            tell("decr_hits", StoreCounter.DECR_HITS);
            tell("cas_misses", StoreCounter.CAS_MISSES);
            tell("cas_hits", StoreCounter.CAS_HITS);
            tell("cas_badval", StoreCounter.CAS_BADVAL);
            tell("touch_hits", StoreCounter.TOUCH_HITS);
            tell("touch_misses", StoreCounter.TOUCH_MISSES);
            tell("store_too_large", ServerCounter.STORE_TOO_LARGE);
            tell("store_no_memory", StoreCounter.STORE_NO_MEMORY);
            tell("auth_cmds", ServerCounter.AUTH_COMMANDS);
            tell("auth_errors", ServerCounter.AUTH_ERRORS);
        }

        private void network() {
            tell("bytes_read", ServerCounter.BYTES_READ);
            tell("bytes_written", ServerCounter.BYTES_WRITTEN);
            tell("limit_maxbytes", store.limitBytes());
            tell("accepting_conns", 1);
            tell("listen_disabled_num", 0);
            tell("time_in_listen_disabled_us", 0);
            tell("threads", state.limits().threads());
            tell("conn_yields", ServerCounter.REPLIES_WAITED);
            tell("idle_kicks", ServerCounter.CONNECTIONS_IDLE_CLOSED);
        }

        private void slabs() {
            tell("hash_power_level", 0);
            tell("hash_bytes", store.indexBytes());
            tell("hash_is_expanding", 0);
            tell("slab_reassign_rescues", 0);
            tell("slab_reassign_chunk_rescues", 0);
            tell("slab_reassign_inline_reclaim", 0);
            tell("slab_reassign_busy_items", 0);
            tell("slab_reassign_busy_deletes", 0);
            tell("slab_reassign_busy_nomem", 0);
            tell("slab_reassign_last_busy_status", 0);
            tell("slab_reassign_running", 0);
            tell("slabs_moved", 0);
            tell("slab_global_page_pool", store.freeSegments());
            tell("lru_crawler_running", 0);
            tell("lru_crawler_starts", 0);
            tell("lru_maintainer_juggles", 0);
            tell("malloc_fails", 0);
            tell("log_worker_dropped", 0);
            tell("log_worker_written", state.events().written());
            tell("log_watcher_skipped", state.events().skipped());
            tell("log_watcher_sent", state.events().sent());
            tell("log_watchers", state.events().watchers());
            tell("unexpected_napi_ids", 0);
            tell("round_robin_fallback", 0);
        }

        private void items() {
            tell("bytes", store.bytes());
            tell("curr_items", store.currItems());
            tell("total_items", StoreCounter.TOTAL_ITEMS);
            tell("expired_unfetched", StoreCounter.EXPIRED_UNFETCHED);
            tell("evicted_unfetched", StoreCounter.EVICTED_UNFETCHED);
            tell("evicted_active", 0);
            tell("evictions", StoreCounter.EVICTIONS);
            tell("reclaimed", StoreCounter.EXPIRED);
            tell("crawler_reclaimed", StoreCounter.EXPIRED_UNASKED);
            tell("crawler_items_checked", 0);
            tell("lrutail_reflocked", 0);
            tell("moves_to_cold", 0);
            tell("moves_to_warm", 0);
            tell("moves_within_lru", 0);
            tell("direct_reclaims", StoreCounter.SEGMENTS_EVICTED_UNSORTED);
            tell("lru_bumps_dropped", 0);
        }

        private void droppable() {
            target.stat("droppable_region", store.regionKind());
            tell("droppable_resident_bytes", store.residentBytes());
            tell("droppable_dropped_bytes", store.droppedBytes());
            tell("droppable_segments", store.segments());
            tell("droppable_segments_free", store.freeSegments());
            tell("droppable_dropped_items", StoreCounter.DROPPED_ITEMS);
            tell("droppable_shed_items", StoreCounter.SHED_ITEMS);
            tell("droppable_moved_items", StoreCounter.MOVED_ITEMS);
            tell("droppable_get_dropped", StoreCounter.GET_DROPPED);
            tell("droppable_get_shed", StoreCounter.GET_SHED);
            tell("droppable_get_evicted", StoreCounter.GET_EVICTED);
            tell("droppable_request_bytes_limit", state.requestBudget().limit());
            tell("droppable_reply_bytes_limit", state.replyBudget().limit());
            tell("droppable_commands", ServerCounter.COMMANDS);
            tell("droppable_commands_bad", ServerCounter.COMMANDS_BAD);
            tell("droppable_request_stalls", ServerCounter.CONNECTIONS_REQUEST_STALLED);
            tell("droppable_write_stalls", ServerCounter.CONNECTIONS_WRITE_STALLED);
            tell("droppable_tls_handshakes_failed", ServerCounter.TLS_HANDSHAKES_FAILED);
        }

        private void tell(String name, long value) {
            target.stat(name, value);
        }

        private void tell(String name, StoreCounter counter) {
            target.stat(name, store.get(counter) - base.store[counter.ordinal()]);
        }

        private void tell(String name, ServerCounter counter) {
            target.stat(name, state.counters().get(counter) - base.server[counter.ordinal()]);
        }
    }
}
