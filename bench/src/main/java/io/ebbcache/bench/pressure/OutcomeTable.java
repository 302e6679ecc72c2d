package io.ebbcache.bench.pressure;

import io.ebbcache.bench.load.Micros;
import io.ebbcache.bench.pressure.Summary.PhaseFigures;
import io.ebbcache.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of a scenario: a row for each, a column for each server. */
final class OutcomeTable {
    private static final double PERCENT = 100;
    private static final double NANOS_A_MICRO = 1e3;
    private static final double MICROS_A_MILLI = 1e3;

    private final Outcome outcome;
    private final Function<Course, Summary> summary;
    private final Table table;

    /**
     * A table still to be written.
     *
     * @param summary what a course comes to
     */
    OutcomeTable(String title, Outcome outcome, Function<Course, Summary> summary) {
        this.outcome = outcome;
        this.summary = summary;
        List<String> columns = new ArrayList<>(List.of(outcome.scenario().toString()));
        outcome.courses().forEach(course -> columns.add(course.server().toString()));
        table = new Table(title, columns.toArray(String[]::new));
    }

    Table filled() {
        for (Phase phase : Phase.values()) {
            ofPhase(
                    "hit ratio " + phase + " (at best with its memory)",
                    phase,
                    each -> percent(each.hitRatio()) + " (" + percent(each.idealHitRatio()) + ")");
        }
        ofSummary("back to 98 % of before", each -> recovery(each.recoverySeconds()));
        if (!outcome.confined().isEmpty()) {
            ofSummary("hit ratio 10 s after the neighbour took the most", each -> percent(each.settledHitRatio()));
            row(
                    "hit ratio if confined from its start",
                    course -> outcome.confined(course.server())
                            .map(OutcomeTable::confined)
                            .orElse("-"));
            row(
                    "the former divided by the latter",
                    course -> outcome.confinedHitRatio(course.server())
                            .map(ratio -> String.format(
                                    Locale.ROOT, "%.2f", summary.apply(course).settledHitRatio() / ratio))
                            .orElse("-"));
        }
        for (Phase phase : Phase.values()) {
            ofPhase("memory that holds items " + phase, phase, each -> MemorySize.text(each.cacheBytes()));
        }
        for (Phase phase : Phase.values()) {
            ofPhase("p99.9 of requests " + phase, phase, each -> Micros.text(each.p999Micros()));
        }
        ofSummary("neighbour held at most", each -> MemorySize.text((double) each.neighbourMostBytes()));
        row(
                "neighbour waited for it in all (" + Micros.text(outcome.quiet().tookMillis() * MICROS_A_MILLI)
                        + " where nobody else is)",
                course -> Micros.text(course.fates().neighbourTookNanos() / NANOS_A_MICRO));
        ofSummary(
                "neighbour's worst page (" + Micros.text(outcome.quiet().worstMicros()) + " where nobody else is)",
                each -> Micros.text(each.neighbourWorstMicros()));
        row("server killed", course -> times(course.fates().serverKills()));
        if (outcome.courses().stream().anyMatch(course -> course.fates().serverEnds() > 0)) {
            row("server ended otherwise", course -> times(course.fates().serverEnds()));
        }
        if (outcome.courses().stream().anyMatch(course -> course.fates().brokenConnections() > 0)) {
            row(
                    "connections broken by a server that lived on",
                    course -> times(course.fates().brokenConnections()));
        }
        row("neighbour killed", course -> times(course.fates().neighbourKills()));
        row(
                "time without a server",
                course -> String.format(
                        Locale.ROOT,
                        "%.1f s",
                        summary.apply(course).phases().values().stream()
                                .mapToDouble(PhaseFigures::downSeconds)
                                .sum()));
        ofPhase(
                "evicted, dropped " + Phase.DURING,
                Phase.DURING,
                each -> String.format(
                        Locale.ROOT,
                        "%,d, %,d",
                        each.losses().evicted(),
                        each.losses().dropped()));
        ofSummary("errors answered", each -> Long.toString(each.errors()));
        ofSummary("wrong values", each -> Long.toString(each.wrong()));
        return table;
    }

    private void ofPhase(String name, Phase phase, Function<PhaseFigures, String> figure) {
        ofSummary(
                name,
                each -> Optional.ofNullable(each.phases().get(phase))
                        .map(figure)
                        .orElse("-"));
    }

    private void ofSummary(String name, Function<Summary, String> figure) {
        row(name, course -> figure.apply(summary.apply(course)));
    }

    private void row(String name, Function<Course, String> figure) {
        List<String> cells = new ArrayList<>(List.of(name));
        outcome.courses().forEach(course -> cells.add(figure.apply(course)));
        table.row(cells.toArray(String[]::new));
    }

    static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String confined(Course course) {
        int server = course.fates().serverKills();
        int neighbour = course.fates().neighbourKills();
        return percent(Summary.hitRatio(course.samples()))
                + (server == 0 ? "" : ", server killed " + times(server))
                + (neighbour == 0 ? "" : ", neighbour killed " + times(neighbour));
    }

    private static String recovery(@Nullable Double seconds) {
        return seconds == null ? "not in time" : String.format(Locale.ROOT, "after %.1f s", seconds);
    }

    private static String percent(double ratio) {
        return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.1f %%", ratio * PERCENT);
    }
}
