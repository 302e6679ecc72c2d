package io.ebbcache.bench.faults;

import io.ebbcache.bench.report.LinePlot;
import io.ebbcache.bench.report.Plot;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A scenario over time, every other step shaded. */
final class FaultsPlots {
    private static final double PERCENT = 100;
    private static final String TIME = "seconds";

    private final Course course;

    FaultsPlots(Course course) {
        this.course = course;
    }

    Plot hitRatio() {
        LinePlot plot = new LinePlot(
                        "Hit ratio, " + course.scenario(),
                        "Of the reads that were answered, each second; 0 where none was. " + steps(),
                        TIME,
                        "%")
                .fromZero();
        shade(plot, PERCENT);
        return plot.line("hit ratio", times(), values(each -> HitRatios.of(List.of(each)) * PERCENT));
    }

    Plot errors() {
        double most = course.seconds().stream()
                .mapToDouble(each -> Math.max(each.errors(), each.errorsOfStruck()))
                .reduce(1, Math::max);
        LinePlot plot = new LinePlot(
                        "Errors, " + course.scenario(),
                        "Requests without an answer, each second: at the node to which something was done, which include"
                                + " those that found nobody to connect to, and at all others. " + steps(),
                        TIME,
                        "errors/s")
                .fromZero();
        shade(plot, most);
        plot.line("other nodes", times(), values(Second::errors));
        return plot.line("the node itself", times(), values(Second::errorsOfStruck));
    }

    private String steps() {
        return course.steps().stream()
                .map(StepFigures::step)
                .map(each -> String.format(Locale.ROOT, "%s at %d s", each.name(), each.fromSecond()))
                .collect(Collectors.joining(", ", "Every other step is shaded: ", "."));
    }

    private void shade(LinePlot plot, double height) {
        double[] band = new double[course.seconds().size()];
        for (int second = 0; second < band.length; second++) {
            band[second] = stepAt(second) % 2 == 1 ? height : 0;
        }
        plot.band("steps", times(), band);
    }

    private long stepAt(int second) {
        return course.steps().stream()
                        .filter(each -> each.step().fromSecond() <= second)
                        .count()
                - 1;
    }

    private double[] times() {
        return IntStream.range(0, course.seconds().size()).asDoubleStream().toArray();
    }

    private double[] values(ToDoubleFunction<Second> figure) {
        return course.seconds().stream().mapToDouble(figure).toArray();
    }
}
