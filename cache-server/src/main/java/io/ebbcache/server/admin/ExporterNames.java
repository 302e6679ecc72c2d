package io.ebbcache.server.admin;

import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.command.StatsSink;
import io.ebbcache.store.stats.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code stats} tells, under the names of Prometheus' exporter for memcached, for dashboards that know those. As there, {@code stats reset}
 * lets counters begin again. Metrics of slab classes are left out: there is one class.
 */
final class ExporterNames {

    private static final Metric COMMANDS = Metric.of(
            "memcached_commands", "Total number of all requests broken down by command (get, set, etc.) and status");

    private static final List<String> COUNTED_BY_OUTCOME = List.of("get", "delete", "incr", "decr", "cas", "touch");

    /** The statistic and the counter that tells it, without the {@code _total} at its end. */
    private static final Map<String, Metric> COUNTERS = Map.ofEntries(
            entry("rusage_user", "process_user_cpu_seconds", "Accumulated user time for this process"),
            entry("rusage_system", "process_system_cpu_seconds", "Accumulated system time for this process"),
            entry("bytes_read", "read_bytes", "Total number of bytes read by this server from network"),
            entry("bytes_written", "written_bytes", "Total number of bytes sent by this server to network"),
            entry("total_connections", "connections", "Total number of connections opened since the start"),
            entry("rejected_connections", "connections_rejected", "Total number of connections over the limit"),
            entry(
                    "conn_yields",
                    "connections_yielded",
                    "Total number of connections that had to wait for their replies"),
            entry(
                    "listen_disabled_num",
                    "connections_listener_disabled",
                    "Number of times that the listener was disabled"),
            entry("total_items", "items", "Total number of items stored during the life of this instance"),
            entry("evictions", "items_evicted", "Total number of valid items removed to free memory"),
            entry(
                    "reclaimed",
                    "items_reclaimed",
                    "Total number of items whose memory was taken back after their expiry"),
            entry("store_too_large", "item_too_large", "The number of times an item exceeded the largest size"),
            entry("store_no_memory", "item_no_memory", "The number of times an item found no memory"),
            entry("direct_reclaims", "direct_reclaims", "Times that writers had to reclaim or evict by themselves"),
            entry("lru_crawler_starts", "lru_crawler_starts", "Times an LRU crawler was started"),
            entry("crawler_reclaimed", "lru_crawler_reclaimed", "Total items freed that nobody had asked for"),
            entry("crawler_items_checked", "lru_crawler_items_checked", "Total items examined by an LRU crawler"),
            entry("moves_to_cold", "lru_crawler_moves_to_cold", "Total number of items moved to a cold LRU"),
            entry("moves_to_warm", "lru_crawler_moves_to_warm", "Total number of items moved to a warm LRU"),
            entry("moves_within_lru", "lru_crawler_moves_within_lru", "Total number of items moved within an LRU"));

    private static final Map<String, Metric> GAUGES = Map.ofEntries(
            entry("uptime", "uptime_seconds", "Number of seconds since the server started"),
            entry("time", "time_seconds", "Current UNIX time according to the server"),
            entry("curr_connections", "current_connections", "Current number of open connections"),
            entry("max_connections", "max_connections", "Maximum number of clients allowed"),
            entry("bytes", "current_bytes", "Current number of bytes used to store items"),
            entry("limit_maxbytes", "limit_bytes", "Number of bytes this server is allowed to use for storage"),
            entry("curr_items", "current_items", "Current number of items stored by this instance"),
            entry("accepting_conns", "accepting_connections", "The server is accepting new connections"));

    private final Families families;

    ExporterNames(Families families) {
        this.families = families;
    }

    /** Tells all of them. */
    void tell(ServerState state) {
        Map<String, String> stats = new HashMap<>();
        state.tellGeneral(new StatsSink() {
            @Override
            public void stat(String name, long value) {
                stats.put(name, Long.toString(value));
            }

            @Override
            public void stat(String name, String value) {
                stats.put(name, value);
            }
        });
        families.gauge("memcached_up", "Could the memcached server be reached", 1);
        families.gauge(
                Metric.of("memcached_version", "The version of this memcached server")
                        .with("version", state.version()),
                1);
        COUNTERS.forEach((stat, metric) -> families.counter(metric, value(stats, stat)));
        GAUGES.forEach((stat, metric) -> families.gauge(metric, value(stats, stat)));
        for (String command : COUNTED_BY_OUTCOME) {
            commands(command, "hit", value(stats, command + "_hits"));
            commands(command, "miss", value(stats, command + "_misses"));
        }
        double cas = value(stats, "cas_hits") + value(stats, "cas_misses") + value(stats, "cas_badval");
        commands("cas", "badval", value(stats, "cas_badval"));
        commands("flush", "hit", value(stats, "cmd_flush"));
        // memcached counts a cas as a set, too; these numbers were not read at the same moment
        commands("set", "hit", Math.max(0, value(stats, "cmd_set") - cas));
    }

    private void commands(String command, String status, double count) {
        families.counter(COMMANDS.with("command", command, "status", status), count);
    }

    private static double value(Map<String, String> stats, String name) {
        return Double.parseDouble(stats.getOrDefault(name, "0"));
    }

    private static Map.Entry<String, Metric> entry(String stat, String name, String help) {
        return Map.entry(stat, Metric.of("memcached_" + name, help));
    }
}
