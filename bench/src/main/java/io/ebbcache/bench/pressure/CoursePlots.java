package io.ebbcache.bench.pressure;

import io.ebbcache.bench.pressure.Sample.Requests;
import io.ebbcache.bench.report.LinePlot;
import io.ebbcache.bench.report.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** An experiment over time, all servers in one picture, the neighbour's memory shaded behind them. */
final class CoursePlots {
    private static final double PERCENT = 100;
    private static final String TIME = "seconds";
    private static final String NEIGHBOUR = "neighbour";

    /** Tenths of a second that make a point: single ones of the hit ratio are noise. */
    private static final int SMOOTHED = 5;

    private final Outcome outcome;
    private final Ideal ideal;

    CoursePlots(Outcome outcome, Ideal ideal) {
        this.outcome = outcome;
        this.ideal = ideal;
    }

    Plot hitRatio() {
        Course first = outcome.courses().get(0);
        LinePlot plot = new LinePlot(
                        "Hit ratio, " + outcome.scenario(),
                        "Each half second; 0 where there was no server to ask. Dashed: what the resident memory of the server"
                                + " could have given at best, if it held the most popular keys and nothing else. Shaded: what"
                                + " the neighbour held.",
                        TIME,
                        "%")
                .fromZero()
                .rightAxis("neighbour, MiB")
                .bandToTheRight(NEIGHBOUR, times(first), neighbourMib(first));
        for (Course course : outcome.courses()) {
            List<List<Sample>> points = smoothed(course);
            plot.line(course.server().toString(), ends(points), values(points, CoursePlots::hitPercent));
        }
        for (Course course : outcome.courses()) {
            List<List<Sample>> points = smoothed(course);
            String name = course.server().toString();
            plot.dashed(name, name + " at best", ends(points), values(points, this::idealPercent));
        }
        return plot;
    }

    Plot resident() {
        Course first = outcome.courses().get(0);
        LinePlot plot = new LinePlot(
                        "Resident memory that holds items, " + outcome.scenario(),
                        "Ebb: sealed pages, which the kernel may take. memcached: all that its process has taken since it"
                                + " started. Shaded: what the neighbour held.",
                        TIME,
                        "MiB")
                .fromZero()
                .band(NEIGHBOUR, times(first), neighbourMib(first));
        for (Course course : outcome.courses()) {
            plot.line(
                    course.server().toString(),
                    times(course),
                    samples(course, each -> each.memory().cacheBytes() / MemorySize.MIB));
        }
        return plot;
    }

    Plot latency(Course course) {
        double top = course.samples().stream()
                .mapToDouble(each -> each.requests().p999Micros())
                .reduce(1, Math::max);
        LinePlot plot = new LinePlot(
                        "Latency, " + course.server() + ", " + outcome.scenario(),
                        "Of all requests in each tenth of a second, from the moment at which a request should have been sent."
                                + " Gaps: there was no server. Shaded: the neighbour held memory.",
                        TIME,
                        "µs")
                .logarithmicLeft()
                .band(
                        NEIGHBOUR,
                        times(course),
                        samples(course, each -> each.memory().neighbourBytes() > 0 ? top : Double.NaN));
        plot.line("p50", times(course), micros(course, Requests::p50Micros));
        plot.line("p99", times(course), micros(course, Requests::p99Micros));
        return plot.line("p99.9", times(course), micros(course, Requests::p999Micros));
    }

    private double[] neighbourMib(Course course) {
        return samples(course, each -> each.memory().neighbourBytes() / MemorySize.MIB);
    }

    private double idealPercent(List<Sample> point) {
        return point.stream()
                        .mapToDouble(each -> ideal.hitRatio(each.memory().cacheBytes()))
                        .average()
                        .orElse(0)
                * PERCENT;
    }

    private static double hitPercent(List<Sample> point) {
        double ratio = Summary.hitRatio(point);
        return Double.isNaN(ratio) ? 0 : ratio * PERCENT;
    }

    private static double[] micros(Course course, ToDoubleFunction<Requests> figure) {
        return samples(
                course, each -> each.requests().keys() == 0 ? Double.NaN : figure.applyAsDouble(each.requests()));
    }

    private static double[] times(Course course) {
        return samples(course, Sample::atSeconds);
    }

    private static double[] samples(Course course, ToDoubleFunction<Sample> figure) {
        return course.samples().stream().mapToDouble(figure).toArray();
    }

    private static List<List<Sample>> smoothed(Course course) {
        List<List<Sample>> points = new ArrayList<>();
        List<Sample> samples = course.samples();
        for (int from = 0; from < samples.size(); from += SMOOTHED) {
            points.add(samples.subList(from, Math.min(samples.size(), from + SMOOTHED)));
        }
        return points;
    }

    private static double[] ends(List<List<Sample>> points) {
        return values(points, point -> point.get(point.size() - 1).atSeconds());
    }

    private static double[] values(List<List<Sample>> points, Function<List<Sample>, Double> figure) {
        return points.stream().mapToDouble(figure::apply).toArray();
    }
}
