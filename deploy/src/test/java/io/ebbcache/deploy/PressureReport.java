package io.ebbcache.deploy;

import io.ebbcache.bench.pressure.MemoryCgroup;
import java.io.IOException;

/** What was seen in each phase of the pressure test. */
final class PressureReport {
    private static final String ROW = "| %-10s | %-44s | %10s | %10s | %12s | %12s |%n";
    private static final long MIB = 1 << 20;

    private final Table table;
    private final String region;

    PressureReport(String region) {
        this.region = region;
        this.table = new Table("pressure-" + region, ROW);
        table.row("region", "phase", "hits", "wrong", "cgroup", "ordinary");
        table.row(":--", ":--", "--:", "--:", "--:", "--:");
    }

    /** A phase at whose end so much was found and used. */
    void phase(String what, Reading reading, MemoryCgroup cgroup) throws IOException {
        table.row(
                region,
                what,
                reading.hitMib() + " MiB",
                Integer.toString(reading.wrong()),
                cgroup.usageBytes() / MIB + " MiB",
                cgroup.ordinaryBytes() / MIB + " MiB");
    }

    /** A figure of its own. */
    void figure(String what, String figure) {
        table.row(region, what, figure, "", "", "");
    }

    void publish() throws IOException {
        table.publish();
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
