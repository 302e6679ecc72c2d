package io.ebbcache.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.cluster.route.RouteCounter;
import io.ebbcache.server.command.ClusterFigures;
import io.ebbcache.server.command.ClusterView;
import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.Latency;
import io.ebbcache.server.command.NodeFigures;
import io.ebbcache.server.command.ServerCounter;
import io.ebbcache.server.command.ServerLimits;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.command.StatsSink;
import io.ebbcache.server.dashboard.NodeTitle;
import io.ebbcache.store.Store;
import io.ebbcache.store.StoreStatistics;
import io.ebbcache.store.TestStores;
import io.ebbcache.store.stats.Measured;
import io.ebbcache.store.stats.Metric;
import io.ebbcache.store.stats.StoreCounter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final Store store = TestStores.emulated();
    private final ServerState state = new ServerState(
            store, CommandConfig.standard("1.2.3"), new ServerLimits(77, 3, 1 << 21, 1 << 22, 1 << 16), graceful -> {});
    private final Commands commands = state.newCommands();
    private final UnsafeBuffer key = new UnsafeBuffer("key".getBytes(StandardCharsets.US_ASCII));

    @AfterEach
    void close() {
        store.close();
    }

    private final AtomicLong silentNanos = new AtomicLong();

    private Metrics metrics(boolean exporterNames) {
        return new Metrics(
                state,
                new AdminConfig(
                        new InetSocketAddress(0),
                        exporterNames,
                        Map.of("heap", 100L, "index", 200L),
                        new NodeTitle("a", "0.1.0")),
                new Health(silentNanos::get));
    }

    private static Request request(@Nullable String accept) {
        return new Request("/metrics", accept, null);
    }

    private static String body(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private Exposition told() throws IOException {
        return Exposition.parse(body(metrics(false).answer(request(null))));
    }

    private static String sample(Metric metric, String suffix, String... more) {
        Map<String, String> labels = new TreeMap<>();
        List<String> all = new ArrayList<>(metric.labels());
        all.addAll(List.of(more));
        for (int i = 0; i < all.size(); i += 2) {
            labels.put(all.get(i), all.get(i + 1));
        }
        StringBuilder text = new StringBuilder();
        labels.forEach((name, value) -> text.append(text.isEmpty() ? "" : ",")
                .append(name)
                .append("=\"")
                .append(value)
                .append('"'));
        return metric.family() + suffix + (labels.isEmpty() ? "" : "{" + text + "}");
    }

    private void inCluster() {
        state.countAlso(target -> Arrays.stream(RouteCounter.values())
                .forEach(counter -> target.count(counter.metric(), counter.ordinal())));
        state.cluster(new ClusterView() {
            @Override
            public String configuration() {
                return "";
            }

            @Override
            public ClusterFigures figures() {
                return new ClusterFigures(7, false, 3, 2, 1, 8, 900, 4, 5);
            }

            @Override
            public List<NodeFigures> nodes() {
                return List.of();
            }

            @Override
            public void tell(StatsSink target) {}
        });
    }

    @Test
    void shouldTellEveryCounterWithAHelpText() throws IOException {
        inCluster();
        Exposition told = told();
        List<Measured> all = Stream.of(StoreCounter.values(), ServerCounter.values(), RouteCounter.values())
                .flatMap(Arrays::<Measured>stream)
                .toList();
        assertThat(all).hasSizeGreaterThan(60).allSatisfy(counter -> {
            assertThat(told.samples()).containsKey(sample(counter.metric(), "_total"));
            assertThat(told.helps())
                    .containsEntry(
                            counter.metric().family() + "_total",
                            counter.metric().help());
        });
        assertThat(all.stream().map(counter -> sample(counter.metric(), ""))).doesNotHaveDuplicates();
        assertThat(told.value("ebb_cluster_relayed_total")).isEqualTo(RouteCounter.RELAYED.ordinal());
    }

    @Test
    void shouldTellCountersAsTheyAreWhateverIsReset() throws IOException {
        commands.delete(key, 0, 3, 0);
        commands.count(ServerCounter.BYTES_READ, 12);
        commands.resetStats();
        Exposition told = told();
        assertThat(told.value("ebb_read_bytes_total")).isEqualTo(12);
        assertThat(told.value("ebb_operations_total{command=\"delete\",outcome=\"miss\"}"))
                .isEqualTo(1);
    }

    @Test
    void shouldTellWhatIsTimed() throws IOException {
        commands.touch(key, 0, 3, 0); // the first command of a thread is timed
        commands.timed(Latency.LOOP_LAG, 100_000);
        commands.timed(Latency.LOOP_LAG, 1);
        Exposition told = told();
        assertThat(told.value("ebb_command_duration_seconds_count{command=\"touch\"}"))
                .isEqualTo(1);
        assertThat(told.value("ebb_command_duration_seconds_sum{command=\"touch\"}"))
                .isBetween(1e-9, 60.0);
        for (Latency kind : Latency.values()) {
            assertThat(told.samples()).containsKey(sample(kind.metric(), "_bucket", "le", "+Inf"));
            assertThat(told.helps())
                    .containsEntry(kind.metric().family(), kind.metric().help());
        }
        assertThat(told.value("ebb_event_loop_lag_seconds_bucket{le=\"6.5536E-5\"}"))
                .isEqualTo(1);
        assertThat(told.value("ebb_event_loop_lag_seconds_bucket{le=\"1.31072E-4\"}"))
                .isEqualTo(2);
        assertThat(told.value("ebb_event_loop_lag_seconds_sum")).isEqualTo(100_001e-9);
    }

    @Test
    void shouldTellWhatThereIs() throws IOException {
        commands.count(ServerCounter.CONNECTIONS_OPENED, 5);
        commands.count(ServerCounter.CONNECTIONS_CLOSED, 2);
        assertThat(state.requestBudget().acquire(1000)).isTrue();
        Exposition told = told();
        assertThat(told.value("ebb_connections")).isEqualTo(3);
        assertThat(told.value("ebb_connections_limit")).isEqualTo(77);
        assertThat(told.value("ebb_values_limit_bytes")).isEqualTo((double) store.limitBytes());
        assertThat(told.value("ebb_buffered_bytes{of=\"requests\"}")).isEqualTo(1000);
        assertThat(told.value("ebb_buffered_bytes_limit{of=\"replies\"}")).isEqualTo(1 << 22);
        assertThat(told.value("ebb_ordinary_memory_limit_bytes{part=\"index\"}"))
                .isEqualTo(200);
        assertThat(told.value("ebb_build{region=\"EMULATED\",version=\"1.2.3\"}"))
                .isEqualTo(1);
        assertThat(told.value("ebb_ordinary_memory_bytes")).isGreaterThan(1 << 20);
        assertThat(told.value("ebb_segments{state=\"free\"}")).isPositive();
        assertThat(told.value("process_start_time_seconds")).isPositive();
        assertThat(told.samples().keySet())
                .contains("ebb_segments{state=\"open\"}", "ebb_segments{state=\"sealed\"}")
                .contains("ebb_segments{state=\"hollow\"}", "ebb_resident_bytes", "ebb_dropped_bytes")
                .contains("ebb_sealed_bytes", "ebb_hollow_bytes", "ebb_index_bytes")
                .contains("jvm_memory_used_bytes{area=\"heap\"}")
                .anyMatch(name -> name.startsWith("jvm_gc_collection_seconds_count"))
                .noneMatch(name -> name.startsWith("ebb_cluster_ring"));
    }

    @Test
    void shouldTellForHowLongAnEventLoopHasBeenSilent() throws IOException {
        assertThat(told().value("ebb_event_loop_silence_seconds")).isZero();
        silentNanos.set(7_250_000_000L);
        assertThat(told().value("ebb_event_loop_silence_seconds")).isEqualTo(7.25);
    }

    @Test
    void shouldTellWhatOthersLeave() throws IOException {
        assertThat(told().value("ebb_values_allowed_bytes")).isEqualTo((double) store.limitBytes());
        TestStores.leave(store, 3);
        assertThat(told().value("ebb_values_allowed_bytes")).isEqualTo(3 * StoreStatistics.SEGMENT_BYTES);
        assertThat(told().value("ebb_values_limit_bytes")).isEqualTo((double) store.limitBytes());
    }

    @Test
    void shouldTellOfTheCluster() throws IOException {
        inCluster();
        Exposition told = told();
        assertThat(told.value("ebb_cluster_ring_version")).isEqualTo(7);
        assertThat(told.value("ebb_cluster_ring_tentative")).isZero();
        assertThat(told.value("ebb_cluster_ring_nodes")).isEqualTo(3);
        assertThat(told.value("ebb_cluster_view_nodes")).isEqualTo(2);
        assertThat(told.value("ebb_cluster_missing_nodes")).isEqualTo(1);
        assertThat(told.value("ebb_cluster_sent_packets_total")).isEqualTo(8);
        assertThat(told.value("ebb_cluster_sent_bytes_total")).isEqualTo(900);
        assertThat(told.value("ebb_cluster_foreign_messages_total")).isEqualTo(4);
        assertThat(told.value("ebb_cluster_repeated_messages_total")).isEqualTo(5);
    }

    @Test
    void shouldSpeakOpenMetricsToThoseWhoWantIt() throws IOException {
        Answer answer = metrics(false).answer(request(OPEN_METRICS));
        assertThat(answer.headers().get("content-type")).isEqualTo(OPEN_METRICS);
        assertThat(body(answer))
                .endsWith("# EOF\n")
                .contains("# TYPE ebb_requests counter\n", "# HELP ebb_requests Requests decoded")
                .contains("\nebb_requests_total 0.0\n");
        assertThat(metrics(false).answer(request("text/plain")).headers().get("content-type"))
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void shouldTellTheNamesOfTheExporterWhereTheyAreWanted() throws IOException {
        commands.touch(key, 0, 3, 0);
        commands.count(ServerCounter.BYTES_WRITTEN, 99);
        assertThat(told().samples().keySet()).noneMatch(name -> name.startsWith("memcached_"));
        Exposition told = Exposition.parse(body(metrics(true).answer(request(null))));
        assertThat(told.value("memcached_up")).isEqualTo(1);
        assertThat(told.value("memcached_version{version=\"1.2.3\"}")).isEqualTo(1);
        assertThat(told.value("memcached_commands_total{command=\"touch\",status=\"miss\"}"))
                .isEqualTo(1);
        assertThat(told.value("memcached_commands_total{command=\"set\",status=\"hit\"}"))
                .isZero();
        assertThat(told.value("memcached_written_bytes_total")).isEqualTo(99);
        assertThat(told.value("memcached_max_connections")).isEqualTo(77);
        assertThat(told.value("memcached_limit_bytes")).isEqualTo((double) store.limitBytes());
        assertThat(told.samples().keySet())
                .contains("memcached_uptime_seconds", "memcached_current_items", "memcached_current_bytes")
                .contains("memcached_items_total", "memcached_items_evicted_total", "memcached_items_reclaimed_total")
                .contains("memcached_connections_total", "memcached_current_connections", "memcached_read_bytes_total")
                .contains("memcached_process_user_cpu_seconds_total", "memcached_accepting_connections")
                .contains("memcached_commands_total{command=\"cas\",status=\"badval\"}");
        assertThat(told.value("memcached_process_user_cpu_seconds_total")).isPositive();
    }
}
