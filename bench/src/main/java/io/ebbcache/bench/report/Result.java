package io.ebbcache.bench.report;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All of a run, as it goes into {@code result.json}.
 *
 * @param kind the measurement's name
 * @param startedAt when it began
 * @param commandLine what repeats it
 * @param machine where it took place
 * @param servers what was measured: name to version
 * @param parameters every setting, the defaults too
 * @param figures what came out, shaped as the measurement likes it; units are in the names
 */
public record Result(
        String kind,
        Instant startedAt,
        String commandLine,
        Machine machine,
        Map<String, String> servers,
        Object parameters,
        Object figures) {
    /** The servers in one line. */
    String versions() {
        return servers.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
