package io.ebbcache.server.admin;

import io.ebbcache.store.stats.Metric;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects values for one answer: those of a family come together, whatever the order in which they are told. */
final class Families {

    private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();
    private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
    private final Map<String, HistogramSnapshot.Builder> histograms = new LinkedHashMap<>();

    /** As {@link #counter(Metric, double)}; beyond 2^53 the last digits are lost. */
    void counter(Metric metric, long value) {
        counter(metric, (double) value);
    }

    /** What only grows; {@code _total} is put to the name. */
    void counter(Metric metric, double value) {
        counters.computeIfAbsent(
                        metric.family(),
                        name -> CounterSnapshot.builder().name(name).help(metric.help()))
                .dataPoint(CounterDataPointSnapshot.builder()
                        .value(value)
                        .labels(labels(metric))
                        .build());
    }

    /** As {@link #gauge(Metric, double)}; beyond 2^53 the last digits are lost. */
    void gauge(Metric metric, long value) {
        gauge(metric, (double) value);
    }

    /** What goes up and down. */
    void gauge(Metric metric, double value) {
        gauges.computeIfAbsent(
                        metric.family(),
                        name -> GaugeSnapshot.builder().name(name).help(metric.help()))
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .value(value)
                        .labels(labels(metric))
                        .build());
    }

    /** As {@link #gauge(Metric, long)}, for one that has no labels. */
    void gauge(String name, String help, long value) {
        gauge(Metric.of(name, help), value);
    }

    /**
     * How values are spread.
     *
     * @param bounds the upper bounds of the buckets, the last one infinite
     * @param counts how many values each of them has
     */
    void histogram(Metric metric, double[] bounds, long[] counts, double sum) {
        histograms
                .computeIfAbsent(
                        metric.family(),
                        name -> HistogramSnapshot.builder().name(name).help(metric.help()))
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                        .sum(sum)
                        .labels(labels(metric))
                        .build());
    }

    /** All that was told, and these. */
    MetricSnapshots with(MetricSnapshots others) {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        counters.values().forEach(each -> all.metricSnapshot(each.build()));
        gauges.values().forEach(each -> all.metricSnapshot(each.build()));
        histograms.values().forEach(each -> all.metricSnapshot(each.build()));
        for (MetricSnapshot each : others) {
            all.metricSnapshot(each);
        }
        return all.build();
    }

    private static Labels labels(Metric metric) {
        return Labels.of(metric.labels().toArray(String[]::new));
    }
}
