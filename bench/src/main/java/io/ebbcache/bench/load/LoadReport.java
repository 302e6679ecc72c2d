package io.ebbcache.bench.load;

import io.ebbcache.bench.report.LinePlot;
import io.ebbcache.bench.report.PercentilePlot;
import io.ebbcache.bench.report.Report;
import io.ebbcache.bench.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** Says what a load came to: for a terminal, for a page, for a program. */
final class LoadReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
    private static final double NANOS_A_MICRO = 1_000;
    private static final double PERCENT = 100;

    private final LoadPlan plan;
    private final String distribution;
    private final LoadResult result;

    LoadReport(LoadPlan plan, String distribution, LoadResult result) {
        this.plan = plan;
        this.distribution = distribution;
        this.result = result;
    }

    String text(String version) {
        return version + "\n" + figuresTable().text() + latencyTable().text() + notes();
    }

    Report page(String version) {
        Report report =
                new Report("Load on " + Target.text(plan.target().address()) + ", version " + version, summary());
        report.paragraph(description());
        if (!notes().isEmpty()) {
            report.paragraph(notes());
        }
        report.table(figuresTable()).table(latencyTable());
        PercentilePlot latency = new PercentilePlot(
                "Latency",
                plan.isOpenLoop()
                        ? "From the moment at which a command should have been sent."
                        : "From the moment at which a command was sent: each waits for those before it.");
        curve(latency, "gets", result.total().getNanos());
        curve(latency, "sets", result.total().setNanos());
        return report.plot(latency).plot(overTime());
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("address", Target.text(plan.target().address()));
        parameters.put("protocol", plan.target().protocol());
        parameters.put("threads", plan.target().threads());
        parameters.put("connections", plan.target().connections());
        parameters.put("pipeline", plan.target().pipeline());
        parameters.put("ratePerSecond", plan.rate());
        parameters.put("keys", plan.workload().keys().keys());
        parameters.put("keyBytes", KeyText.BYTES);
        parameters.put("distribution", distribution);
        parameters.put("values", plan.workload().sizes().toString());
        parameters.put("getRatio", plan.workload().getRatio());
        parameters.put("multiget", plan.workload().multiget());
        parameters.put("ttlSeconds", plan.workload().ttlSeconds());
        parameters.put("readThrough", plan.workload().readThrough());
        parameters.put("verify", plan.workload().verify());
        parameters.put("seed", plan.seed());
        return parameters;
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = figures(result.total());
        figures.put("generatorBusyShare", result.busyShare());
        figures.put("generatorBound", result.isGeneratorBound());
        figures.put("generatorNanosPerCommand", result.generatorNanosPerCommand());
        figures.put("firstError", result.firstError().orElse(""));
        figures.put(
                "seconds", result.seconds().stream().map(LoadReport::figures).toList());
        return figures;
    }

    private static Map<String, Object> figures(Interval interval) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("fromSeconds", interval.fromSeconds());
        figures.put("durationSeconds", interval.seconds());
        figures.put("commands", interval.commands());
        figures.put("commandsPerSecond", interval.commandsPerSecond());
        figures.put("keys", interval.keys());
        figures.put("hits", interval.hits());
        figures.put("sets", interval.sets());
        figures.put("errors", interval.errors());
        figures.put("wrongValues", interval.wrong());
        figures.put("getMicros", percentiles(interval.getNanos()));
        figures.put("setMicros", percentiles(interval.setNanos()));
        return figures;
    }

    private static Map<String, Object> percentiles(Histogram nanos) {
        Map<String, Object> micros = new LinkedHashMap<>();
        for (double percentile : PERCENTILES) {
            micros.put("p" + figure(percentile), nanos.getValueAtPercentile(percentile) / NANOS_A_MICRO);
        }
        micros.put("max", nanos.getMaxValue() / NANOS_A_MICRO);
        return micros;
    }

    private String summary() {
        Interval total = result.total();
        return String.format(
                Locale.ROOT,
                "%,.0f commands a second, half of them answered within %s, 99 of 100 within %s.",
                total.commandsPerSecond(),
                Micros.text(total.micros(50)),
                Micros.text(total.micros(99)));
    }

    private String description() {
        return String.format(
                Locale.ROOT,
                "%s protocol, %d connections, at most %d in flight on each, %.0f %% gets, %,d keys (%s), values of %s bytes; %s.",
                plan.target().protocol().name().toLowerCase(Locale.ROOT),
                plan.target().connections(),
                plan.target().pipeline(),
                plan.workload().getRatio() * PERCENT,
                plan.workload().keys().keys(),
                distribution,
                plan.workload().sizes(),
                plan.isOpenLoop()
                        ? String.format(Locale.ROOT, "open loop at %,.0f commands a second", plan.rate())
                        : "closed loop");
    }

    /** What a reader must know before believing the figures. */
    private String notes() {
        StringBuilder notes = new StringBuilder();
        if (result.isGeneratorBound()) {
            notes.append(
                            "GENERATOR-BOUND: a thread of the generator was busy most of the time, the server could do more;")
                    .append(" give it --threads, or more cores. ");
        }
        if (result.total().wrong() > 0) {
            notes.append("WRONG VALUES: ").append(result.total().wrong()).append(". ");
        }
        result.firstError().ifPresent(error -> notes.append("The first error: ").append(error));
        return notes.toString();
    }

    private Table figuresTable() {
        Interval total = result.total();
        Table table = new Table("Load", "", "figure")
                .row("commands/s", String.format(Locale.ROOT, "%,.0f", total.commandsPerSecond()))
                .row("commands", String.format(Locale.ROOT, "%,d", total.commands()))
                .row("seconds", String.format(Locale.ROOT, "%.1f", total.seconds()));
        if (total.keys() > 0) {
            table.row("hit ratio", String.format(Locale.ROOT, "%.1f %%", total.hitRatio() * PERCENT));
        }
        table.row("errors", String.format(Locale.ROOT, "%,d", total.errors()));
        if (plan.workload().verify()) {
            table.row("wrong values", String.format(Locale.ROOT, "%,d", total.wrong()));
        }
        return table.row(
                        "generator, busiest thread",
                        String.format(Locale.ROOT, "%.0f %%", result.busyShare() * PERCENT))
                .row(
                        "generator, CPU a command",
                        String.format(Locale.ROOT, "%.2f µs", result.generatorNanosPerCommand() / NANOS_A_MICRO));
    }

    private Table latencyTable() {
        Table table = new Table("Latency", "", "p50", "p90", "p99", "p99.9", "p99.99", "max");
        row(table, "gets", result.total().getNanos());
        row(table, "sets", result.total().setNanos());
        return table;
    }

    private LinePlot overTime() {
        List<Interval> seconds = result.seconds();
        double[] x = values(seconds, Interval::fromSeconds);
        LinePlot plot = new LinePlot("Over time", "Every second of the measured time.", "seconds", "commands a second")
                .fromZero()
                .rightAxis("p99, µs")
                .line("commands a second", x, values(seconds, Interval::commandsPerSecond));
        return plot.lineToTheRight("p99", x, values(seconds, second -> second.micros(99)));
    }

    private static double[] values(List<Interval> seconds, ToDoubleFunction<Interval> value) {
        return seconds.stream().mapToDouble(value).toArray();
    }

    private static void curve(PercentilePlot plot, String name, Histogram nanos) {
        if (nanos.getTotalCount() > 0) {
            plot.curve(name, nanos);
        }
    }

    private static void row(Table table, String name, Histogram nanos) {
        if (nanos.getTotalCount() > 0) {
            String[] cells = new String[PERCENTILES.length + 2];
            cells[0] = name;
            for (int i = 0; i < PERCENTILES.length; i++) {
                cells[i + 1] = Micros.text(nanos.getValueAtPercentile(PERCENTILES[i]) / NANOS_A_MICRO);
            }
            cells[cells.length - 1] = Micros.text(nanos.getMaxValue() / NANOS_A_MICRO);
            table.row(cells);
        }
    }

    private static String figure(double percentile) {
        return percentile == Math.rint(percentile) ? Integer.toString((int) percentile) : Double.toString(percentile);
    }
}
