package io.ebbcache.bench.trace;

import io.ebbcache.bench.report.LinePlot;
import io.ebbcache.bench.report.Plot;
import io.ebbcache.bench.report.Report;
import io.ebbcache.bench.report.Table;
import io.ebbcache.bench.trace.TraceFigures.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Tables and plots of hit ratio over memory. */
final class TraceReport {

    static final String METHOD =
            "Each trace is replayed from an empty cache: a get for every request, and a set on a miss, in the"
                    + " order of the trace. Hit ratio: hits by requests. Every system has the same memory for its items: Ebb's segments,"
                    + " memcached's slabs (-m, less what it takes beyond), and for what is computed the sum of key, value and 50 bytes of each item; the index and"
                    + " the hash table come on top. No time passes in the trace. Belady gives up the item with the largest product of"
                    + " size and time to its next request: with one size for all items that is the optimum, with different sizes near it.";

    private static final double MIB = 1 << 20;

    private final List<TraceFigures> traces;

    TraceReport(List<TraceFigures> traces) {
        this.traces = traces;
    }

    /** All of it. */
    Report report() {
        Report report = new Report("Hit ratio over memory", METHOD);
        for (TraceFigures trace : traces) {
            report.heading(trace.trace()).paragraph(trace.setting());
            report.plot(plot(trace)).table(hitRatios(trace)).table(byteHitRatios(trace));
            remarks(trace).forEach(report::paragraph);
        }
        return report;
    }

    /** For a terminal. */
    String summary() {
        StringBuilder text = new StringBuilder();
        for (TraceFigures trace : traces) {
            text.append(trace.setting()).append("\n\n").append(hitRatios(trace).text());
            remarks(trace).forEach(remark -> text.append(remark).append('\n'));
            text.append('\n');
        }
        return text.toString();
    }

    static Table hitRatios(TraceFigures trace) {
        return table(trace, "hit ratio, " + trace.trace(), Replay::hitRatio);
    }

    private static Table byteHitRatios(TraceFigures trace) {
        return table(
                trace, "share of the bytes asked for that came from the cache, " + trace.trace(), Replay::byteHitRatio);
    }

    private static Table table(TraceFigures trace, String title, ToDoubleFunction<Replay> ratio) {
        List<CacheSystem> systems = systems(trace);
        List<String> columns = new ArrayList<>(List.of("memory", "MiB"));
        systems.forEach(system -> columns.add(system.toString()));
        Table table = new Table(title, columns.toArray(String[]::new));
        for (Replay first : ofSystem(trace, systems.get(0))) {
            List<String> cells = new ArrayList<>(List.of(first.memory(), Math.round(first.memoryBytes() / MIB) + ""));
            for (CacheSystem system : systems) {
                for (Replay replay : ofSystem(trace, system)) {
                    if (replay.memory().equals(first.memory())) {
                        cells.add(String.format(Locale.ROOT, "%.1f %%", 100 * ratio.applyAsDouble(replay)));
                    }
                }
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    static Plot plot(TraceFigures trace) {
        LinePlot plot = new LinePlot(
                        "Hit ratio over memory, " + trace.trace(),
                        "Higher is better. Belady knows the future, all others do not.",
                        "memory for items, MiB",
                        "hits by requests, %")
                .logarithmicBelow();
        for (CacheSystem system : systems(trace)) {
            List<Replay> replays = ofSystem(trace, system);
            plot.line(
                    system.toString(),
                    replays.stream()
                            .mapToDouble(replay -> replay.memoryBytes() / MIB)
                            .toArray(),
                    replays.stream()
                            .mapToDouble(replay -> 100 * replay.hitRatio())
                            .toArray());
        }
        return plot;
    }

    private static List<String> remarks(TraceFigures trace) {
        return trace.replays().stream()
                .flatMap(replay -> replay.remarks().stream()
                        .map(remark -> trace.trace() + ", " + replay.memory() + ", " + replay.system() + ": " + remark))
                .toList();
    }

    private static List<CacheSystem> systems(TraceFigures trace) {
        return trace.replays().stream().map(Replay::system).distinct().toList();
    }

    private static List<Replay> ofSystem(TraceFigures trace, CacheSystem system) {
        return trace.replays().stream()
                .filter(replay -> replay.system() == system)
                .toList();
    }
}
