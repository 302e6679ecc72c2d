package io.ebbcache.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.store.Store;
import io.ebbcache.store.TestStores;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeneralStatsTest {

    /** memcached's names in its order; its own tests ask for each of them. */
    private static final List<String> NAMES = List.of("""
            pid uptime time version libevent pointer_size rusage_user rusage_system max_connections curr_connections
            total_connections rejected_connections connection_structures response_obj_oom response_obj_count
            response_obj_bytes read_buf_count read_buf_bytes read_buf_bytes_free read_buf_oom reserved_fds cmd_get
            cmd_set cmd_flush cmd_touch cmd_meta get_hits get_misses get_expired get_flushed delete_misses delete_hits
            incr_misses incr_hits decr_misses decr_hits cas_misses cas_hits cas_badval touch_hits touch_misses
            store_too_large store_no_memory auth_cmds auth_errors bytes_read bytes_written limit_maxbytes
            accepting_conns listen_disabled_num time_in_listen_disabled_us threads conn_yields idle_kicks
            hash_power_level hash_bytes hash_is_expanding slab_reassign_rescues slab_reassign_chunk_rescues
            slab_reassign_inline_reclaim slab_reassign_busy_items slab_reassign_busy_deletes slab_reassign_busy_nomem
            slab_reassign_last_busy_status slab_reassign_running slabs_moved slab_global_page_pool lru_crawler_running
            lru_crawler_starts lru_maintainer_juggles malloc_fails log_worker_dropped log_worker_written
            log_watcher_skipped log_watcher_sent log_watchers unexpected_napi_ids round_robin_fallback bytes curr_items
            total_items expired_unfetched evicted_unfetched evicted_active evictions reclaimed crawler_reclaimed
            crawler_items_checked lrutail_reflocked moves_to_cold moves_to_warm moves_within_lru direct_reclaims
            lru_bumps_dropped""".split("\\s+"));

    private final Store store = TestStores.emulated();
    private final ServerState state = new ServerState(
            store, CommandConfig.standard("1.2.3"), new ServerLimits(77, 3, 1 << 21, 1 << 22, 1 << 16), graceful -> {});
    private final Commands commands = state.newCommands();
    private final UnsafeBuffer key = new UnsafeBuffer("key".getBytes(StandardCharsets.US_ASCII));

    @AfterEach
    void close() {
        store.close();
    }

    private Map<String, String> stats() {
        return CollectedStats.of(target -> commands.stats(StatsGroup.GENERAL, target));
    }

    @Test
    void shouldTellMemcachedsNamesInItsOrderAndOursAfterThem() {
        List<String> names = List.copyOf(stats().keySet());
        assertThat(names.subList(0, NAMES.size())).isEqualTo(NAMES);
        assertThat(names.subList(NAMES.size(), names.size()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("droppable_"));
    }

    @Test
    void shouldTellTheTruth() {
        commands.touch(key, 0, 3, 0);
        commands.delete(key, 0, 3, 0);
        commands.flush();
        commands.count(ServerCounter.CONNECTIONS_OPENED, 5);
        commands.count(ServerCounter.CONNECTIONS_CLOSED, 2);
        commands.count(ServerCounter.CONNECTIONS_IDLE_CLOSED);
        Map<String, String> stats = stats();
        assertThat(stats)
                .containsEntry("version", "1.2.3")
                .containsEntry("pid", String.valueOf(ProcessHandle.current().pid()))
                .containsEntry("pointer_size", "64")
                .containsEntry("max_connections", "77")
                .containsEntry("curr_connections", "3")
                .containsEntry("total_connections", "5")
                .containsEntry("idle_kicks", "1")
                .containsEntry("threads", "3")
                .containsEntry("touch_misses", "1")
                .containsEntry("delete_misses", "1")
                .containsEntry("cmd_flush", "1")
                .containsEntry("limit_maxbytes", String.valueOf(store.limitBytes()))
                .containsEntry("droppable_region", "EMULATED");
        assertThat(stats.get("rusage_user")).matches("\\d+\\.\\d{6}");
        assertThat(Double.parseDouble(stats.get("rusage_user"))).isPositive();
        assertThat(Long.parseLong(stats.get("time")) - System.currentTimeMillis() / 1000)
                .isBetween(-2L, 2L);
    }

    @Test
    void shouldBeginAtNothingAfterAReset() {
        commands.delete(key, 0, 3, 0);
        commands.count(ServerCounter.CONNECTIONS_OPENED, 5);
        commands.resetStats();
        commands.count(ServerCounter.CONNECTIONS_OPENED);
        assertThat(stats())
                .containsEntry("delete_misses", "0")
                .containsEntry("total_connections", "1")
                .containsEntry("curr_connections", "6");
    }
}
