package io.ebbcache.bench.faults;

import io.ebbcache.bench.report.Report;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what the scenarios came to: for a page, for a program. */
final class FaultsReport {
    private static final int EXAMPLES = 5;

    private final FaultsPlan plan;
    private final List<Course> courses;
    private final Trace trace;

    /**
     * A report.
     *
     * @param courses may still become more
     */
    FaultsReport(FaultsPlan plan, List<Course> courses, Trace trace) {
        this.plan = plan;
        this.courses = courses;
        this.trace = trace;
    }

    long count(Verdict verdict) {
        return courses.stream().mapToLong(each -> each.count(verdict)).sum();
    }

    Report page() {
        Report report = new Report("A cluster and what can happen to it", summary());
        report.paragraph(description());
        report.paragraph(
                "One ring: all nodes that can be reached have the same one and see each other; list: beyond that they tell clients of nobody"
                        + " else. Errors are those of requests to nodes to which nothing was done in that step; those at the struck node"
                        + " include each request that found nobody to connect to. Silence is the longest time in which a connection to one"
                        + " of the others got no answer. A read is stale if it missed a write that was acknowledged before it began, though"
                        + " both went through nodes with the same ring; resurfaced, if the write was in another ring (not in one that"
                        + " counts for a part of the cluster only), but both nodes had one ring again when it was read; behind, if the rings"
                        + " were different or changed just then. Wrong is what nobody ever wrote under the key.");
        for (Course course : courses) {
            FaultsPlots plots = new FaultsPlots(course);
            report.heading(course.scenario().toString())
                    .paragraph(course.scenario().text())
                    .table(StepTable.of(course))
                    .plot(plots.hitRatio())
                    .plot(plots.errors());
        }
        return report;
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Course course : courses) {
            Map<String, Object> scenario = new LinkedHashMap<>();
            scenario.put("plan", course.plan());
            scenario.put("steps", course.steps());
            scenario.put("seconds", course.seconds());
            scenario.put("serverErrors", course.serverErrors());
            scenario.put("notes", course.notes());
            scenario.put("examples", examples(course));
            figures.put(course.scenario().toString(), scenario);
        }
        return figures;
    }

    /** A few of each kind, in words. */
    List<String> examples(Course course) {
        return Arrays.stream(Verdict.values())
                .flatMap(verdict -> course.findings().stream()
                        .filter(each -> each.verdict() == verdict)
                        .limit(EXAMPLES))
                .map(each -> trace.line(course.scenario(), each))
                .toList();
    }

    /** All of them, in words. */
    List<String> lines(Course course) {
        return course.findings().stream()
                .map(each -> trace.line(course.scenario(), each))
                .toList();
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "%,d requests were answered through %d nodes; wrong values: %d, stale ones: %d, of these resurfaced: %d.",
                courses.stream()
                        .flatMap(each -> each.steps().stream())
                        .mapToLong(StepFigures::answers)
                        .sum(),
                plan.nodes().count(),
                count(Verdict.WRONG),
                count(Verdict.STALE) + count(Verdict.RESURFACED),
                count(Verdict.RESURFACED));
    }

    private String description() {
        return String.format(
                Locale.ROOT,
                "%d nodes with --route forward, each in a network namespace of its own, hold-down %d s, failure timeout %d s. %,.0f requests a"
                        + " second through all of them over %d connections each, one at a time: reads, sets and deletes of %,d keys, 16 to 3 to 1,"
                        + " each miss followed by a set. A client gives up after %d ms, and stays with its node. Each scenario has a cluster of"
                        + " its own, under load from the moment at which all nodes answer.",
                plan.nodes().count(),
                plan.nodes().holdDown().toSeconds(),
                plan.nodes().failureTimeout().toSeconds(),
                plan.traffic().rate(),
                plan.traffic().connections(),
                plan.traffic().keys(),
                plan.traffic().timeout().toMillis());
    }
}
