package io.ebbcache.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.ebbcache.bench.pressure.MemoryCgroup;
import io.ebbcache.bench.pressure.NeighbourProcess;
import io.ebbcache.deploy.PressureReport.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ebb under a memory limit of 256 MiB: twice as much is stored as fits, then a neighbour in the same cgroup needs 100 MiB of
 * ordinary memory for a while. Nobody may be killed, no byte may be wrong, and the cache gives way and comes back.
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class PressureIT {
    private static final long MIB = 1 << 20;
    private static final long LIMIT_BYTES = 256 * MIB;
    private static final int VALUES = (int) (512 * MIB / TestValue.BYTES);
    private static final int NEIGHBOUR_MIB = 100;
    private static final int BATCH = 100;
    private static final int KEPT_ALONE_MIB = 100;

    /**
     * The kernel finds pages of the first two kinds as fast as they are needed. Where Ebb itself must give memory back it
     * needs a moment, and keeps 24 MiB free for it: there the neighbour takes a second for its 100 MiB.
     */
    @ParameterizedTest
    @CsvSource({"droppable, 0, 20", "lazy-free, 0, 20", "emulated, 10, 10"})
    void shouldLiveBesideNeighbourUnderLimit(String region, int neighbourPauseMillis, int keptBesideMib)
            throws Exception {
        PressureReport report = new PressureReport(region);
        try (MemoryCgroup cgroup = cgroup(region);
                EbbProcess.Listening ebb = serve(region, cgroup);
                PipelinedClient client = new PipelinedClient(ebb.port())) {
            report.figure("start-up", ebb.startUp().toMillis() + " ms");
            int refused = VALUES - storeAll(client);
            report.figure("refused stores", Integer.toString(refused));
            try {
                Reading alone = readAll(client);
                report.phase("512 MiB stored, read again", alone, cgroup);

                Reading beside;
                try (NeighbourProcess neighbour = NeighbourProcess.start(cgroup::around)) {
                    take(neighbour, neighbourPauseMillis);
                    long worstMicros = TimeUnit.NANOSECONDS.toMicros(neighbour.takeWorstNanos());
                    report.figure("neighbour's worst stall", worstMicros + " us");
                    beside = readAll(client);
                    report.phase("neighbour holds 100 MiB, read only", beside, cgroup);
                    assertThat(neighbour.leave())
                            .as("exit code of the neighbour")
                            .isZero();
                }
                report.phase("neighbour has left, read only", readAll(client), cgroup);

                readThrough(client);
                Reading refilled = readAll(client);
                report.phase("read through once, read again", refilled, cgroup);
                report.figure("OOM kills", Long.toString(cgroup.oomKills()));

                assertThat(ebb.process().isAlive()).as("server lives").isTrue();
                assertThat(cgroup.oomKills()).as("OOM kills").isZero();
                assertThat(refused).as("refused stores").isZero();
                assertThat(List.of(alone.wrong(), beside.wrong(), refilled.wrong()))
                        .as("wrong values")
                        .containsOnly(0);
                assertThat(alone.hitMib()).as("MiB kept alone").isGreaterThanOrEqualTo(KEPT_ALONE_MIB);
                assertThat(beside.hitMib()).as("MiB kept beside the neighbour").isGreaterThanOrEqualTo(keptBesideMib);
                assertThat(refilled.hitMib()).as("MiB refilled").isGreaterThanOrEqualTo(KEPT_ALONE_MIB);
                assertThat(ebb.process().terminate())
                        .as("exit code after SIGTERM")
                        .isZero();
            } finally {
                report.publish();
            }
        }
    }

    private static void take(NeighbourProcess neighbour, int pauseMillis) throws Exception {
        for (int mib = 1; mib <= NEIGHBOUR_MIB; mib++) {
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
            neighbour.hold(mib * MIB);
            neighbour.awaitHolding();
        }
    }

    private static MemoryCgroup cgroup(String region) {
        try {
            return MemoryCgroup.create("pressure-" + region, LIMIT_BYTES);
        } catch (IOException e) {
            return abort("no memory cgroup can be made here: " + e);
        }
    }

    private static EbbProcess.Listening serve(String region, MemoryCgroup cgroup) throws Exception {
        try {
            return EbbProcess.serve("pressure-" + region, cgroup::around, "--region", region);
        } catch (IOException e) {
            assumeFalse(String.valueOf(e.getMessage()).contains(" region here: "), e.getMessage());
            throw e;
        }
    }

    private static int storeAll(PipelinedClient client) throws IOException {
        int stored = 0;
        for (int from = 0; from < VALUES; from += BATCH) {
            stored += client.store(batch(from));
        }
        return stored;
    }

    private static Reading readAll(PipelinedClient client) throws IOException {
        List<Boolean> answers = new ArrayList<>(VALUES);
        for (int from = 0; from < VALUES; from += BATCH) {
            client.get(batch(from), (key, value) -> answers.add(TestValue.isRight(key, value)));
        }
        int right = (int) answers.stream().filter(answer -> answer).count();
        return new Reading(right, answers.size() - right);
    }

    /** What a client of a cache does: asks, and stores what was missing. */
    private static void readThrough(PipelinedClient client) throws IOException {
        for (int from = 0; from < VALUES; from += BATCH) {
            Set<String> found = new HashSet<>();
            client.get(batch(from), (key, value) -> found.add(key));
            client.store(batch(from).stream()
                    .filter(number -> !found.contains(TestValue.key(number)))
                    .toList());
        }
    }

    private static List<Integer> batch(int from) {
        return IntStream.range(from, Math.min(VALUES, from + BATCH)).boxed().toList();
    }
}
