package io.ebbcache.bench.faults;

import io.ebbcache.bench.load.Micros;
import io.ebbcache.bench.report.Table;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures of a scenario: a row for each step. */
final class StepTable {
    private static final double PERCENT = 100;
    private static final double MICROS_A_MILLI = 1e3;

    private StepTable() {}

    static Table of(Course course) {
        Table table = new Table(
                course.scenario() + ": " + course.scenario().text(),
                "step",
                "one ring after",
                "list after",
                "new rings",
                "errors",
                "errors at the struck",
                "silence",
                "p99",
                "hits before",
                "lowest",
                "back after",
                "wrong",
                "stale",
                "resurfaced",
                "behind");
        for (StepFigures each : course.steps()) {
            Step step = each.step();
            table.row(
                    step.name(),
                    seconds(step.agreedSeconds()),
                    seconds(step.listSeconds()),
                    Integer.toString(step.newRings()),
                    errors(each.errors()),
                    step.struck().isEmpty() ? "-" : errors(each.errorsOfStruck()),
                    Micros.text(each.silenceMillis() * MICROS_A_MILLI),
                    Micros.text(each.p99Micros()),
                    percent(each.hitRatioBefore()),
                    percent(each.lowestHitRatio()),
                    back(each),
                    Long.toString(each.count(Verdict.WRONG)),
                    Long.toString(each.count(Verdict.STALE)),
                    Long.toString(each.count(Verdict.RESURFACED)),
                    Long.toString(each.count(Verdict.BEHIND)));
        }
        return table;
    }

    private static String seconds(@Nullable Double seconds) {
        return seconds == null ? "not in time" : String.format(Locale.ROOT, "%.1f s", seconds);
    }

    private static String errors(Map<String, Long> errors) {
        return errors.isEmpty()
                ? "0"
                : errors.entrySet().stream()
                        .map(each -> String.format(Locale.ROOT, "%,d %s", each.getValue(), each.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private static String percent(@Nullable Double ratio) {
        return ratio == null ? "-" : String.format(Locale.ROOT, "%.1f %%", ratio * PERCENT);
    }

    private static String back(StepFigures figures) {
        if (figures.hitRatioBefore() == null) {
            return "-";
        }
        Integer seconds = figures.backSeconds();
        return seconds == null ? "not in time" : seconds + " s";
    }
}
