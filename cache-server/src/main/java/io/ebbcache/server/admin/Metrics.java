package io.ebbcache.server.admin;

import io.ebbcache.server.command.ClusterFigures;
import io.ebbcache.server.command.ClusterView;
import io.ebbcache.server.command.Latency;
import io.ebbcache.server.command.LatencyCells;
import io.ebbcache.server.command.MemoryBudget;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.store.StoreStatistics;
import io.ebbcache.store.stats.Metric;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/**
 * All metrics: a look at counters that are there anyway, so a scrape costs who serves nothing. The JVM's own are told by the names that the official
 * library has for them; those of threads are left out, as all threads would have to stop for them.
 */
final class Metrics implements Page {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int EXPECTED_BYTES = 64 * 1024;

    private static final Metric SEGMENTS = Metric.of(
            "ebb_segments",
            "Segments by state: free to be taken, open, sealed, or hollow (sealed and little is alive)");
    private static final Metric BUFFERS = Metric.of(
            "ebb_buffered_bytes", "Ordinary memory taken by requests in flight and by replies that have not left");
    private static final Metric BUFFER_BOUNDS =
            Metric.of("ebb_buffered_bytes_limit", "The most that requests in flight, and replies, may take");
    private static final Metric MEMORY_BOUNDS = Metric.of(
            "ebb_ordinary_memory_limit_bytes", "The most ordinary memory that each part of the node may take");
    private static final Metric BUILD = Metric.of("ebb_build", "Which version this is, and what its values live in");
    private static final Metric LOOP_SILENCE = Metric.of(
            "ebb_event_loop_silence_seconds",
            "For how long the event loop that has been silent longest has not turned; up to 0.25 is usual");
    private static final Metric SENT_PACKETS =
            Metric.of("ebb_cluster_sent_packets", "Packets sent to other nodes about who is there");
    private static final Metric SENT_BYTES =
            Metric.of("ebb_cluster_sent_bytes", "Bytes sent to other nodes about who is there");
    private static final Metric FOREIGN_MESSAGES =
            Metric.of("ebb_cluster_foreign_messages", "Messages dropped as nobody sent them who knows the secret");
    private static final Metric REPEATED_MESSAGES =
            Metric.of("ebb_cluster_repeated_messages", "Messages dropped as they had been there before");

    private final ServerState state;
    private final Health health;
    private final Map<String, Long> memoryBounds;
    private final boolean exporterNames;
    private final PrometheusRegistry ofTheJvm = new PrometheusRegistry();
    private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
    private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();

    Metrics(ServerState state, AdminConfig config, Health health) {
        this.state = state;
        this.health = health;
        this.memoryBounds = config.memoryBounds();
        this.exporterNames = config.exporterNames();
        JvmMemoryMetrics.builder().register(ofTheJvm);
        JvmGarbageCollectorMetrics.builder().register(ofTheJvm);
        JvmBufferPoolMetrics.builder().register(ofTheJvm);
        ProcessMetrics.builder().register(ofTheJvm);
    }

    @Override
    public Answer answer(Request request) throws IOException {
        ExpositionFormatWriter writer = openMetrics.accepts(request.accept()) ? openMetrics : text;
        ByteArrayOutputStream body = new ByteArrayOutputStream(EXPECTED_BYTES);
        writer.write(body, snapshots());
        return new Answer(HttpResponseStatus.OK, writer.getContentType(), body.toByteArray());
    }

    private MetricSnapshots snapshots() {
        StoreStatistics store = state.store().statistics();
        Families families = new Families();
        state.tellCounters(store, families::counter);
        values(families, store);
        ordinaryMemory(families, store);
        server(families, store.regionKind());
        for (Latency kind : Latency.values()) {
            latency(families, kind);
        }
        ClusterView cluster = state.cluster();
        if (cluster != null) {
            cluster(families, cluster.figures());
        }
        if (exporterNames) {
            new ExporterNames(families).tell(state);
        }
        return families.with(ofTheJvm.scrape());
    }

    private static void values(Families families, StoreStatistics store) {
        families.gauge("ebb_items", "Items that are not known to be over", store.currItems());
        families.gauge("ebb_items_bytes", "Bytes of these items, overhead included", store.bytes());
        families.gauge("ebb_values_limit_bytes", "The most that values may take", store.limitBytes());
        families.gauge(
                "ebb_values_allowed_bytes",
                "The most that values may take at the moment, as far as others leave it",
                store.allowedBytes());
        families.gauge(
                "ebb_resident_bytes", "Pages of values that were in memory at the last look", store.residentBytes());
        families.gauge(
                "ebb_dropped_bytes",
                "Pages that the kernel had taken from segments in use at the last look",
                store.droppedBytes());
        families.gauge(
                "ebb_sealed_bytes",
                "Segments in which nothing is written any more, whose pages the kernel may take",
                store.sealedSegments() * StoreStatistics.SEGMENT_BYTES);
        families.gauge(
                "ebb_hollow_bytes",
                "Of the sealed segments, those with less than a quarter alive",
                store.hollowSegments() * StoreStatistics.SEGMENT_BYTES);
        families.gauge(SEGMENTS.with("state", "free"), store.freeSegments());
        families.gauge(SEGMENTS.with("state", "open"), Math.max(0, store.segments() - store.sealedSegments()));
        families.gauge(SEGMENTS.with("state", "sealed"), store.sealedSegments() - store.hollowSegments());
        families.gauge(SEGMENTS.with("state", "hollow"), store.hollowSegments());
    }

    private void ordinaryMemory(Families families, StoreStatistics store) {
        if (store.ordinaryBytes() > 0) {
            families.gauge(
                    "ebb_ordinary_memory_bytes",
                    "Memory of this process that is not values, at the last look: what the kernel cannot take back",
                    store.ordinaryBytes());
        }
        memoryBounds.forEach((part, bytes) -> families.gauge(MEMORY_BOUNDS.with("part", part), bytes));
        families.gauge("ebb_index_bytes", "Ordinary memory that the index takes", store.indexBytes());
        buffers(families, "requests", state.requestBudget());
        buffers(families, "replies", state.replyBudget());
    }

    private static void buffers(Families families, String what, MemoryBudget budget) {
        families.gauge(BUFFERS.with("of", what), budget.used());
        families.gauge(BUFFER_BOUNDS.with("of", what), budget.limit());
    }

    private void server(Families families, String region) {
        families.gauge(BUILD.with("version", state.version(), "region", region), 1);
        families.gauge(
                "ebb_connections",
                "Connections that are there",
                state.counters().connections());
        families.gauge(
                "ebb_connections_limit", "Connections at a time", state.limits().maxConnections());
        families.gauge("ebb_event_loops", "Event loops", state.limits().threads());
        families.gauge(LOOP_SILENCE, seconds(health.silentNanos()));
    }

    /** What is below the first bucket that is told one by one belongs to it. */
    private void latency(Families families, Latency kind) {
        long[] all = state.latencies().counts(kind);
        double[] bounds = new double[LatencyCells.SHOWN_BUCKETS + 1];
        long[] counts = new long[bounds.length];
        for (int bucket = 0; bucket < all.length; bucket++) {
            int shown = Math.min(LatencyCells.SHOWN_BUCKETS, Math.max(0, bucket - kind.firstBucket()));
            counts[shown] += all[bucket];
        }
        for (int shown = 0; shown < LatencyCells.SHOWN_BUCKETS; shown++) {
            bounds[shown] = seconds(LatencyCells.boundNanos(kind.firstBucket() + shown));
        }
        bounds[LatencyCells.SHOWN_BUCKETS] = Double.POSITIVE_INFINITY;
        families.histogram(
                kind.metric(), bounds, counts, seconds(state.latencies().sumNanos(kind)));
    }

    private static double seconds(long nanos) {
        return (double) nanos / NANOS_PER_SECOND;
    }

    private static void cluster(Families families, ClusterFigures figures) {
        families.gauge("ebb_cluster_ring_version", "The version that clients are told", figures.ringVersion());
        families.gauge(
                "ebb_cluster_ring_tentative",
                "1 while there is no ring, or only what a smaller part of the cluster does for itself",
                figures.tentative() ? 1 : 0);
        families.gauge("ebb_cluster_ring_nodes", "Nodes that have keys", figures.ringNodes());
        families.gauge("ebb_cluster_view_nodes", "Nodes that see each other, this one included", figures.viewNodes());
        families.gauge("ebb_cluster_missing_nodes", "Nodes that have keys and are not there", figures.missingNodes());
        families.counter(SENT_PACKETS, figures.sentPackets());
        families.counter(SENT_BYTES, figures.sentBytes());
        families.counter(FOREIGN_MESSAGES, figures.foreignMessages());
        families.counter(REPEATED_MESSAGES, figures.repeatedMessages());
    }
}
