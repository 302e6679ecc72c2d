package io.ebbcache.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What was seen in each phase of the pressure test: one table, printed and kept in target. */
final class PressureReport {
    private static final String ROW = "| %-10s | %-44s | %10s | %10s | %12s | %12s |%n";
    private static final long MIB = 1 << 20;

    private final StringBuilder table = new StringBuilder();
    private final String region;

    PressureReport(String region) {
        this.region = region;
        row("region", "phase", "hits", "wrong", "cgroup", "ordinary");
        row(":--", ":--", "--:", "--:", "--:", "--:");
    }

    /** A phase at whose end so much was found and used. */
    void phase(String what, Reading reading, MemoryCgroup cgroup) throws IOException {
        row(
                region,
                what,
                reading.hitMib() + " MiB",
                Integer.toString(reading.wrong()),
                cgroup.usageBytes() / MIB + " MiB",
                cgroup.ordinaryBytes() / MIB + " MiB");
    }

    /** A figure of its own. */
    void figure(String what, String figure) {
        row(region, what, figure, "", "", "");
    }

    void publish() throws IOException {
        Path file = Path.of("target", "pressure-" + region + ".md");
        Files.writeString(file, table, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        System.out.write(table.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    private void row(String... cells) {
        table.append(ROW.formatted((Object[]) cells));
    }

    /**
     * What one pass over all keys found.
     *
     * @param hits values that came back right
     * @param wrong values that came back and were not what was stored
     */
    record Reading(int hits, int wrong) {
        long hitMib() {
            return (long) hits * TestValue.BYTES / MIB;
        }
    }
}
