package io.ebbcache.bench.compare;

import io.ebbcache.bench.load.Micros;
import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.report.BarPlot;
import io.ebbcache.bench.report.Report;
import io.ebbcache.bench.report.RunFolder;
import io.ebbcache.bench.report.Spread;
import io.ebbcache.bench.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Says how the two compare: for a terminal, for a page, for a program. */
final class CompareReport {
    private static final String BOUND_MARK = " *";
    private static final String WHISKERS =
            "Bars end at the median of the rounds; whiskers go from the lowest round to the highest. Right of the line: Ebb's"
                    + " figure is larger. ";
    private static final double PERCENT = 100;

    private final Settings settings;
    private final Map<String, String> versions;
    private final String placement;
    private final List<PointResult> points;
    private final Map<ServerKind, List<ItemMemory>> memory;

    CompareReport(
            Settings settings,
            Map<String, String> versions,
            String placement,
            List<PointResult> points,
            Map<ServerKind, List<ItemMemory>> memory) {
        this.settings = settings;
        this.versions = versions;
        this.placement = placement;
        this.points = points;
        this.memory = memory;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        tables().forEach(table -> text.append('\n').append(table.text()));
        return text.append('\n').append(summary()).append('\n').append(notes()).toString();
    }

    Report page() {
        String who = String.join(" and ", versions.keySet());
        Report report = new Report(who + (versions.size() > 1 ? ", side by side" : ", alone"), summary());
        report.paragraph(method());
        report.paragraph(notes());
        if (hasBoth()) {
            plots().forEach((name, plot) -> report.plot(plot));
        }
        tables().forEach(report::table);
        return report;
    }

    /** The plots as files, for a README. */
    void writePictures(RunFolder folder) throws IOException {
        if (hasBoth()) {
            for (Map.Entry<String, BarPlot> each : plots().entrySet()) {
                folder.write(each.getKey(), each.getValue());
            }
        }
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("protocol", settings.protocol());
        parameters.put("rounds", settings.rounds());
        parameters.put("roundMillis", settings.round().toMillis());
        parameters.put("warmUpMillis", settings.warmUp().toMillis());
        parameters.put("settleMillis", settings.settle().toMillis());
        parameters.put("placement", placement);
        return parameters;
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("summary", summary());
        figures.put("points", points.stream().map(this::figures).toList());
        figures.put("memory", memory);
        return figures;
    }

    private Map<String, Object> figures(PointResult result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("point", result.point());
        figures.put("generatorBound", result.isGeneratorBound());
        if (result.hasBoth()) {
            figures.put("throughputRatio", result.ratio(Round::commandsPerSecond));
            figures.put("cpuRatio", result.ratio(Round::cpuMicrosPerCommand));
            figures.put("p50Ratio", result.ratio(Round::p50Micros));
            figures.put("p99Ratio", result.ratio(Round::p99Micros));
            figures.put("p999Ratio", result.ratio(Round::p999Micros));
        }
        figures.put("rounds", result.rounds());
        return figures;
    }

    private boolean hasBoth() {
        return points.stream().allMatch(PointResult::hasBoth);
    }

    private String summary() {
        if (!hasBoth()) {
            return String.format(
                    Locale.ROOT,
                    "Ebb alone: %,.0f commands a second at the middle point; memcached is not installed.",
                    Spread.of(points.stream()
                                    .mapToDouble(each -> Spread.of(each.of(ServerKind.EBB), Round::commandsPerSecond)
                                            .median())
                                    .toArray())
                            .median());
        }
        Spread throughput = overPoints(Round::commandsPerSecond);
        Spread cpu = overPoints(Round::cpuMicrosPerCommand);
        return String.format(
                Locale.ROOT,
                "At the middle one of %d points Ebb serves %.2f times memcached's requests a second (%.2f to %.2f), with %.2f"
                        + " times its processor time a request (%.2f to %.2f).",
                points.size(),
                throughput.median(),
                throughput.low(),
                throughput.high(),
                cpu.median(),
                cpu.low(),
                cpu.high());
    }

    private Spread overPoints(ToDoubleFunction<Round> figure) {
        return Spread.of(
                points.stream().mapToDouble(each -> each.ratio(figure).median()).toArray());
    }

    private String method() {
        return String.format(
                Locale.ROOT,
                "Closed loop, %s protocol, uniform keys. %d rounds of %.1f s for each server at each point, in turns; the ratios"
                        + " are of neighbouring rounds. Before the first round each server had %.0f s of processor time under"
                        + " load, half gets and half sets; before each round %.1f s of its own load. %s. Processor time is user and system time of"
                        + " the whole server process.",
                settings.protocol().name().toLowerCase(Locale.ROOT),
                settings.rounds(),
                settings.round().toMillis() / 1e3,
                settings.warmUp().toMillis() / 1e3,
                settings.settle().toMillis() / 1e3,
                placement);
    }

    private String notes() {
        List<String> notes = new ArrayList<>();
        if (points.stream().anyMatch(PointResult::isGeneratorBound)) {
            notes.add(
                    "* generator-bound: a thread of the generator was busy more than 90 % of the time, so the servers could"
                            + " do more, and only processor time tells them apart.");
        }
        long errors = points.stream().mapToLong(PointResult::errors).sum();
        if (errors > 0) {
            notes.add(String.format(Locale.ROOT, "%,d commands were answered by an error.", errors));
        }
        if (points.stream().anyMatch(each -> each.point().pipeline() > 1)) {
            notes.add(
                    "With more in flight, the version of memcached matters: some send each reply to a text get by itself"
                            + " (see --protocol meta).");
        }
        return String.join(" ", notes);
    }

    private List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        if (hasBoth()) {
            tables.add(ratioTable());
        }
        for (ServerKind kind : ServerKind.values()) {
            if (points.stream().anyMatch(each -> !each.of(kind).isEmpty())) {
                tables.add(figuresTable(kind));
            }
        }
        tables.add(memoryTable());
        return tables.stream().filter(table -> !table.isEmpty()).toList();
    }

    private Table ratioTable() {
        Table table = new Table(
                "Ebb / memcached: median (lowest-highest round)",
                "value, load",
                "requests/s",
                "CPU a request",
                "p50",
                "p99",
                "p99.9");
        for (PointResult each : points) {
            table.row(
                    name(each),
                    each.ratio(Round::commandsPerSecond).text(),
                    each.ratio(Round::cpuMicrosPerCommand).text(),
                    each.ratio(Round::p50Micros).text(),
                    each.ratio(Round::p99Micros).text(),
                    each.ratio(Round::p999Micros).text());
        }
        return table;
    }

    private Table figuresTable(ServerKind kind) {
        Table table = new Table(
                kind + ": medians", "value, load", "requests/s", "CPU a request", "p50", "p99", "p99.9", "generator");
        for (PointResult each : points) {
            List<Round> rounds = each.of(kind);
            table.row(
                    name(each),
                    String.format(
                            Locale.ROOT,
                            "%,.0f",
                            Spread.of(rounds, Round::commandsPerSecond).median()),
                    micros(rounds, Round::cpuMicrosPerCommand),
                    micros(rounds, Round::p50Micros),
                    micros(rounds, Round::p99Micros),
                    micros(rounds, Round::p999Micros),
                    String.format(
                            Locale.ROOT,
                            "%.0f %%",
                            Spread.of(rounds, Round::generatorBusyShare).median() * PERCENT));
        }
        return table;
    }

    private Table memoryTable() {
        Table table = new Table(
                "Resident memory", "", "items", "empty", "full", "of it freeable", "bytes/item beyond key, value");
        memory.forEach((kind, sizes) -> sizes.forEach(each -> table.row(
                kind + ", " + Point.size(each.valueBytes()),
                String.format(Locale.ROOT, "%,d", each.items()),
                mebibytes(each.emptyBytes()),
                mebibytes(each.fullBytes()),
                mebibytes(each.freeableBytes()),
                String.format(Locale.ROOT, "%,.1f", each.overheadBytes()))));
        return table;
    }

    private Map<String, BarPlot> plots() {
        Map<String, BarPlot> plots = new LinkedHashMap<>();
        plots.put("throughput", plot("Requests a second", "To the right Ebb serves more.", Round::commandsPerSecond));
        plots.put(
                "cpu-per-request",
                plot(
                        "Processor time of a request",
                        "To the left Ebb needs less: it is the figure that a busy machine disturbs least.",
                        Round::cpuMicrosPerCommand));
        plots.put("p99", plot("Latency, 99th percentile", "To the left Ebb is faster.", Round::p99Micros));
        return plots;
    }

    private BarPlot plot(String title, String meaning, ToDoubleFunction<Round> figure) {
        BarPlot plot = new BarPlot(title, WHISKERS + meaning, "Ebb / memcached", 1);
        for (PointResult each : points) {
            Spread ratio = each.ratio(figure);
            if (!ratio.isKnown()) {
                continue;
            }
            plot.bar(
                    each.point().getPercent() + " % gets",
                    mark(each, each.point().textWithoutMix()),
                    ratio.median(),
                    ratio.low(),
                    ratio.high());
        }
        return plot;
    }

    private static String name(PointResult result) {
        return mark(result, result.point().text());
    }

    private static String micros(List<Round> rounds, ToDoubleFunction<Round> figure) {
        Spread spread = Spread.of(rounds, figure);
        return spread.isKnown() ? Micros.text(spread.median()) : "-";
    }

    private static String mark(PointResult result, String name) {
        return name + (result.isGeneratorBound() ? BOUND_MARK : "");
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MiB", bytes / (double) (1 << 20));
    }
}
