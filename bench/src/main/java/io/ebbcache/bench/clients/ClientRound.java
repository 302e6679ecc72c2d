package io.ebbcache.bench.clients;

import java.io.IOException;
import java.util.Locale;

/**
 * What one client did in one round.
 *
 * @param gets a second
 * @param cpuMicros user and system time of the whole client process, a get
 * @param p50Micros from the call to the value
 * @param failures gets that brought no value
 */
record ClientRound(
        double gets, double cpuMicros, double p50Micros, double p99Micros, double p999Micros, long failures) {
    private static final String MARK = "round ";
    private static final int FIGURES = 6;

    /** For the process that waits for it. */
    String line() {
        return String.format(
                Locale.ROOT, MARK + "%f %f %f %f %f %d", gets, cpuMicros, p50Micros, p99Micros, p999Micros, failures);
    }

    /** Finds the {@link #line} in what a process has printed. */
    static ClientRound parse(String output) throws IOException {
        String line = output.lines()
                .filter(each -> each.startsWith(MARK))
                .findFirst()
                .orElseThrow(() -> new IOException("a client failed: "
                        + output.lines().reduce((first, second) -> second).orElse("it said nothing")));
        String[] figures = line.substring(MARK.length()).split(" ", FIGURES);
        return new ClientRound(
                Double.parseDouble(figures[0]),
                Double.parseDouble(figures[1]),
                Double.parseDouble(figures[2]),
                Double.parseDouble(figures[3]),
                Double.parseDouble(figures[4]),
                Long.parseLong(figures[5]));
    }
}
