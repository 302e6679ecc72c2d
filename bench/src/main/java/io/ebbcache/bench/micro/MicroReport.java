package io.ebbcache.bench.micro;

import io.ebbcache.bench.report.BarPlot;
import io.ebbcache.bench.report.Report;
import io.ebbcache.bench.report.Table;
import java.util.List;
import java.util.Locale;

/** A table of all steps, and bars for those of one kind. */
final class MicroReport {

    private static final String METHOD =
            "Mean time of a single step in one thread, with half of the 99.9 % confidence interval; the fastest iteration; and what it allocates on the"
                    + " Java heap. Figures of one machine and one run: compare them with each other only.";

    private final List<MicroFigure> figures;

    MicroReport(List<MicroFigure> figures) {
        this.figures = figures;
    }

    Report report() {
        Report report = new Report("Single steps", METHOD).table(table());
        figures.stream().map(MicroFigure::group).distinct().forEach(group -> report.plot(bars(group)));
        return report;
    }

    Table table() {
        Table table = new Table("single steps", "step", "of", "ns/op", "+-", "fastest", "B/op");
        for (MicroFigure figure : figures) {
            table.row(
                    figure.benchmark(),
                    figure.setting(),
                    number(figure.nanosPerOperation()),
                    number(figure.errorNanos()),
                    number(figure.fastestNanos()),
                    number(figure.allocatedBytesPerOperation()));
        }
        return table;
    }

    private BarPlot bars(String group) {
        BarPlot plot = new BarPlot(group, "Shorter is better.", "ns/op", 0);
        for (MicroFigure figure : figures) {
            if (figure.group().equals(group)) {
                double nanos = figure.nanosPerOperation();
                double error = Double.isNaN(figure.errorNanos()) ? 0 : figure.errorNanos();
                String name = (figure.method() + " " + figure.setting()).strip();
                plot.bar(figure.method(), name, nanos, Math.max(0, nanos - error), nanos + error);
            }
        }
        return plot;
    }

    private static String number(double number) {
        return Double.isNaN(number) ? "" : String.format(Locale.ROOT, number < 1000 ? "%.1f" : "%.0f", number);
    }
}
