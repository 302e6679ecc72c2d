package io.ebbcache.bench.pressure;

import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.report.Report;
import io.ebbcache.bench.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Says what the experiments came to: for a terminal, for a page, for a program. */
final class PressureReport {
    private static final double PERCENT = 100;

    private final PressurePlan plan;
    private final List<Outcome> outcomes;
    private final Ideal ideal;

    /**
     * A report.
     *
     * @param outcomes may still become more
     */
    PressureReport(PressurePlan plan, List<Outcome> outcomes) {
        this.plan = plan;
        this.outcomes = outcomes;
        ideal = new Ideal(
                plan.data().keys(), PressurePlan.ZIPF_THETA, plan.data().itemBytes());
    }

    Ideal ideal() {
        return ideal;
    }

    long wrongValues() {
        return outcomes.stream()
                .flatMap(each -> Stream.concat(each.courses().stream(), each.confined().stream()))
                .flatMap(course -> course.samples().stream())
                .mapToLong(each -> each.requests().wrong())
                .sum();
    }

    Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        courses().forEach(course -> versions.put(course.server().toString(), course.version()));
        return versions;
    }

    /** The figures of a scenario, a column a server. */
    Table table(Outcome outcome) {
        return new OutcomeTable(title(outcome), outcome, course -> summary(outcome, course)).filled();
    }

    Report page() {
        Report report = new Report("A cache and its neighbour under one memory limit", summary());
        report.paragraph(description());
        if (outcomes.stream()
                .flatMap(each -> each.courses().stream())
                .anyMatch(each -> each.server() == ServerKind.MEMCACHED)) {
            report.paragraph(
                    "memcached was told to use %s for items (-m): unless told otherwise, 80 %% of the limit, as an operator would"
                                    .formatted(MemorySize.text(
                                            (double) plan.memory().memcachedBytes()))
                            + " set it who leaves the rest to memcached's hash table, connections and threads and knows nothing of the"
                            + " neighbour. Ebb was told nothing.");
        }
        for (Outcome outcome : outcomes) {
            report.heading(outcome.scenario().toString());
            report.paragraph(title(outcome));
            CoursePlots plots = new CoursePlots(outcome, ideal);
            report.plot(plots.hitRatio()).table(table(outcome)).plot(plots.resident());
            outcome.courses().forEach(course -> report.plot(plots.latency(course)));
        }
        return report;
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            Map<String, Object> scenario = new LinkedHashMap<>();
            scenario.put("moves", outcome.moves());
            scenario.put("neighbourInEmptyCgroup", outcome.quiet());
            outcome.courses().forEach(course -> scenario.put(id(course), figures(outcome, course)));
            outcome.confined().forEach(course -> scenario.put(id(course) + "Confined", figures(outcome, course)));
            figures.put(outcome.scenario().toString(), scenario);
        }
        return figures;
    }

    private Map<String, Object> figures(Outcome outcome, Course course) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("summary", summary(outcome, course));
        figures.put("fates", course.fates());
        figures.put("samples", course.samples());
        return figures;
    }

    private Summary summary(Outcome outcome, Course course) {
        return Summary.of(course, outcome.moves(), plan.phase(), ideal);
    }

    private String title(Outcome outcome) {
        return outcome.scenario()
                .text(plan.memory().neighbourBytes(), plan.memory().limitBytes());
    }

    private static String id(Course course) {
        return course.server().name().toLowerCase(Locale.ROOT);
    }

    private List<Course> courses() {
        return outcomes.stream().flatMap(each -> each.courses().stream()).toList();
    }

    private String description() {
        String load = plan.traffic().rate() > 0
                ? String.format(
                        Locale.ROOT, "%,.0f gets a second", plan.traffic().rate())
                : "as many gets as are answered";
        return String.format(
                Locale.ROOT,
                "One cgroup with a limit of %s and no swap holds a server (%d threads) and a neighbour, a small process that takes"
                        + " ordinary memory page by page and gives it back. %,d values of %,d bytes (%s with their keys) are stored,"
                        + " then the load begins: %s over %d connections, keys drawn by Zipf's law (%.2f), each miss followed by a set,"
                        + " every value that comes back checked byte by byte. Phases of %d s: before, during and after the neighbour's"
                        + " visit. Whoever is killed is started again at once.",
                MemorySize.text((double) plan.memory().limitBytes()),
                plan.traffic().serverThreads(),
                plan.data().keys(),
                plan.data().valueBytes(),
                MemorySize.text((double) plan.data().keys() * plan.data().itemBytes()),
                load,
                plan.traffic().connections(),
                PressurePlan.ZIPF_THETA,
                plan.phase().toSeconds());
    }

    /** The worst of each server over all scenarios. */
    private String summary() {
        List<String> parts = new ArrayList<>();
        for (ServerKind server : ServerKind.values()) {
            List<Course> its = courses().stream()
                    .filter(course -> course.server() == server)
                    .toList();
            if (!its.isEmpty()) {
                int serverKills = its.stream()
                        .mapToInt(each -> each.fates().serverKills())
                        .sum();
                int neighbourKills = its.stream()
                        .mapToInt(each -> each.fates().neighbourKills())
                        .sum();
                double during = its.stream()
                        .mapToDouble(each -> Summary.hitRatio(each.in(Phase.DURING)))
                        .min()
                        .orElse(0);
                parts.add(String.format(
                        Locale.ROOT,
                        "%s: the server was killed %s, its neighbour %s, and %.0f %% of the requests hit during the worst visit",
                        server,
                        OutcomeTable.times(serverKills),
                        OutcomeTable.times(neighbourKills),
                        during * PERCENT));
            }
        }
        return String.join("; ", parts) + ". Wrong values: " + wrongValues() + ".";
    }
}
