package io.ebbcache.bench.clients;

import io.ebbcache.bench.report.BarPlot;
import io.ebbcache.bench.report.Report;
import io.ebbcache.bench.report.Spread;
import io.ebbcache.bench.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What came out.
 *
 * @param one rounds with one get at a time
 * @param many rounds with {@code inFlight} gets at once
 */
record ClientsReport(
        String server,
        int inFlight,
        int valueBytes,
        Map<ClientKind, List<ClientRound>> one,
        Map<ClientKind, List<ClientRound>> many) {

    private static final String METHOD =
            "Each client in a JVM of its own, on one processor, with one connection, in turns; the ratios are of rounds"
                    + " of the same turn. A value of several in flight is asked for by one thread that does not wait for it, but"
                    + " for xmemcached, which takes a thread for each. Processor time is that of the whole client process.";

    /** For a terminal. */
    String text() {
        return oneTable().text() + "\n" + manyTable().text() + notes();
    }

    /** For a browser. */
    Report page() {
        return new Report("Java clients of memcached", summary())
                .paragraph(METHOD)
                .table(oneTable())
                .table(manyTable())
                .paragraph(notes())
                .plot(plot(
                        "One get at a time: half of them take less",
                        "p50, Ebb's client / the other",
                        one,
                        ClientRound::p50Micros))
                .plot(plot(
                        inFlight + " gets at once: gets a second",
                        "gets/s, Ebb's client / the other",
                        many,
                        ClientRound::gets))
                .plot(plot(
                        inFlight + " gets at once: processor time of a get",
                        "CPU a get, Ebb's client / the other",
                        many,
                        ClientRound::cpuMicros));
    }

    Map<String, Object> parameters(String placement, int rounds, int seconds) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("inFlight", inFlight);
        parameters.put("valueBytes", valueBytes);
        parameters.put("rounds", rounds);
        parameters.put("seconds", seconds);
        parameters.put("placement", placement);
        return parameters;
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("summary", summary());
        figures.put("one", one);
        figures.put("many", many);
        return figures;
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "With %d gets at once Ebb's client serves %s times folsom's gets a second; a single get takes %s times"
                        + " spymemcached's time (median).",
                inFlight,
                ratio(many, ClientKind.FOLSOM, ClientRound::gets).text(),
                ratio(one, ClientKind.SPYMEMCACHED, ClientRound::p50Micros).text());
    }

    private Table oneTable() {
        return table("One get at a time, " + valueBytes + " bytes, " + server, one);
    }

    private Table manyTable() {
        return table(inFlight + " gets at once, " + valueBytes + " bytes, " + server, many);
    }

    private Table table(String title, Map<ClientKind, List<ClientRound>> rounds) {
        Table table = new Table(
                title,
                "client",
                "gets/s",
                "Ebb's / its",
                "CPU a get",
                "Ebb's / its",
                "p50",
                "Ebb's / its",
                "p99",
                "p99.9");
        rounds.forEach((kind, its) -> table.row(
                kind.toString(),
                String.format(
                        Locale.ROOT, "%,.0f", Spread.of(its, ClientRound::gets).median()),
                ratio(rounds, kind, ClientRound::gets).text(),
                micros(its, ClientRound::cpuMicros),
                ratio(rounds, kind, ClientRound::cpuMicros).text(),
                micros(its, ClientRound::p50Micros),
                ratio(rounds, kind, ClientRound::p50Micros).text(),
                micros(its, ClientRound::p99Micros),
                micros(its, ClientRound::p999Micros)));
        return table;
    }

    private BarPlot plot(
            String title,
            String label,
            Map<ClientKind, List<ClientRound>> rounds,
            ToDoubleFunction<ClientRound> figure) {
        BarPlot plot = new BarPlot(title, "Bars are medians, whiskers the lowest and highest round.", label, 1);
        for (ClientKind kind : rounds.keySet()) {
            Spread ratio = ratio(rounds, kind, figure);
            if (kind != ClientKind.EBB && ratio.isKnown()) {
                plot.bar("", kind.toString(), ratio.median(), ratio.low(), ratio.high());
            }
        }
        return plot;
    }

    private static Spread ratio(
            Map<ClientKind, List<ClientRound>> rounds, ClientKind other, ToDoubleFunction<ClientRound> figure) {
        return Spread.ratio(
                rounds.getOrDefault(ClientKind.EBB, List.of()), rounds.getOrDefault(other, List.of()), figure);
    }

    private static String micros(List<ClientRound> rounds, ToDoubleFunction<ClientRound> figure) {
        return String.format(Locale.ROOT, "%.1f µs", Spread.of(rounds, figure).median());
    }

    private String notes() {
        StringBuilder notes = new StringBuilder();
        Map.of(1, one, inFlight, many)
                .forEach((gets, rounds) -> rounds.forEach((kind, its) -> {
                    long failures =
                            its.stream().mapToLong(ClientRound::failures).sum();
                    if (failures > 0) {
                        notes.append(String.format(
                                Locale.ROOT, "%s, %d in flight: %,d gets brought no value.%n", kind, gets, failures));
                    }
                }));
        return notes.toString();
    }
}
