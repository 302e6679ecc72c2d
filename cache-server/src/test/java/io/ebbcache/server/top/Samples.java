package io.ebbcache.server.top;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What servers told, made up. */
final class Samples {
    private static final long SECOND_NANOS = 1_000_000_000;

    private Samples() {}

    /** An Ebb of a cluster, {@code seconds} after its start and with so many times its usual work done. */
    static Sample ebb(long seconds, long work) {
        Map<String, String> general = stats(
                "pid 7",
                "uptime " + seconds,
                "version 1.6.45-ebb-0.1.0",
                "curr_connections 12",
                "max_connections 1024",
                "droppable_commands " + 1_600 * work,
                "cmd_get " + 1_000 * work,
                "cmd_set " + 500 * work,
                "cmd_touch 0",
                "cmd_flush 0",
                "cmd_meta " + 300 * work,
                "delete_hits " + 60 * work,
                "delete_misses " + 40 * work,
                "incr_hits 0",
                "incr_misses 0",
                "decr_hits 0",
                "decr_misses 0",
                "cas_hits 3",
                "cas_misses 0",
                "cas_badval 1",
                "get_hits " + 900 * work,
                "get_misses " + 100 * work,
                "get_expired " + 20 * work,
                "get_flushed 0",
                "bytes_read " + (2L << 20) * work,
                "bytes_written " + (9L << 20) * work,
                "evictions " + 30 * work,
                "reclaimed " + 4 * work,
                "limit_maxbytes " + (1L << 30),
                "bytes " + (256L << 20),
                "curr_items 1234567",
                "hash_bytes " + (32L << 20));
        general.putAll(stats(
                "droppable_region DROPPABLE",
                "droppable_resident_bytes " + (320L << 20),
                "droppable_dropped_bytes " + (64L << 20),
                "droppable_dropped_items " + 5 * work,
                "droppable_shed_items " + 10 * work,
                "droppable_segments 192",
                "droppable_segments_free 320"));
        return new Sample(
                seconds * SECOND_NANOS,
                general,
                stats("items:1:number 1234567", "items:1:age 3723"),
                stats(
                        "cluster shop",
                        "node n1",
                        "state 1 of the ring missing",
                        "node:n3 10.0.0.3:11211 missing for 4 s",
                        "node:n1 10.0.0.1:11211 up",
                        "node:n2 10.0.0.2:11211 up"),
                stats(
                        "hotkeys_seconds 11",
                        "hotkey:user%3A1 12.50%,4000/s",
                        "hotkey:" + "k".repeat(60) + " 1.00%,320/s"));
    }

    /** A memcached with little to tell. */
    static Sample memcached(long seconds) {
        return new Sample(
                seconds * SECOND_NANOS,
                stats(
                        "pid 8",
                        "uptime " + seconds,
                        "version 1.6.18",
                        "curr_connections 2",
                        "max_connections 1024",
                        "cmd_get " + 10 * seconds,
                        "cmd_set 0",
                        "get_hits " + 10 * seconds,
                        "get_misses 0",
                        "limit_maxbytes " + (64L << 20),
                        "bytes " + (16L << 20),
                        "curr_items 100",
                        "evictions 0"),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** Names and values, each pair in one text with a blank between. */
    static Map<String, String> stats(String... stats) {
        Map<String, String> all = new LinkedHashMap<>();
        Arrays.stream(stats).map(stat -> stat.split(" ", 2)).forEach(pair -> all.put(pair[0], pair[1]));
        return all;
    }
}
