package io.ebbcache.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.bench.faults.FaultsPlan.Nodes;
import io.ebbcache.bench.faults.FaultsPlan.Times;
import io.ebbcache.bench.faults.FaultsPlan.Traffic;
import io.ebbcache.bench.faults.Operation.Kind;
import io.ebbcache.bench.report.Machine;
import io.ebbcache.bench.report.Result;
import io.ebbcache.bench.report.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsReportTest {
    private static final FaultsPlan PLAN = new FaultsPlan(
            new Nodes(3, 2, 64, Duration.ofSeconds(10), Duration.ofSeconds(10)),
            new Traffic(3000, 4000, 100, 8, Duration.ofSeconds(2)),
            new Times(Duration.ofSeconds(15), Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(60)),
            1);
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final List<Course> courses = new ArrayList<>();
    private final FaultsReport report = new FaultsReport(PLAN, courses, new Trace(NOON, 0, ZoneOffset.UTC));

    @TempDir
    private Path folder;

    @Test
    void shouldShowAStepInARow() {
        courses.add(course(List.of()));

        List<String> lines = StepTable.of(courses.get(0)).text().lines().toList();

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("kill: The last node is killed");
        assertThat(lines.get(2))
                .contains("fresh cluster", "1.5 s", "2.5 s", " - ", "0.0 %")
                .doesNotContain("not in time");
        assertThat(lines.get(3))
                .contains(
                        "SIGKILL n3",
                        "not in time",
                        "2 timeout, 1 SERVER_ERROR",
                        "1,700 refused",
                        "250 ms",
                        "93.5 %",
                        "4 s");
    }

    @Test
    void shouldTellAReadInALine() {
        assertThat(report.lines(course(List.of(finding(Verdict.RESURFACED)))))
                .containsExactly("resurfaced scenario=kill key=faults:000001 owner=n3 read=v1 via=n1"
                        + " at=12:00:02.000..12:00:02.001 ring=7/n2 missed=delete,v2 via=n2 at=12:00:01.500..12:00:01.502"
                        + " ring=? missed-in-all=1 reason=\"because\"");
    }

    @Test
    void shouldGiveAFewExamplesOfEachKind() {
        List<Finding> many = new ArrayList<>(Collections.nCopies(20, finding(Verdict.BEHIND)));
        many.add(finding(Verdict.STALE));

        List<String> examples = report.examples(course(many));

        assertThat(examples).hasSize(6);
        assertThat(examples.get(0)).startsWith("stale ");
    }

    @Test
    void shouldLeaveAPageAndFigures() throws IOException {
        courses.add(course(List.of(finding(Verdict.STALE))));
        RunFolder.create(Optional.of(folder), "faults", Clock.systemUTC())
                .write(
                        new Result(
                                "faults", NOON, "ebb bench faults", Machine.here(), Map.of(), PLAN, report.figures()),
                        report.page());

        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("<svg", "A cluster and what can happen to it", "wrong values: 0, stale ones: 1");
        assertThat(Files.readString(folder.resolve("result.json")))
                .contains(
                        "\"agreedSeconds\" : 1.5",
                        "\"listSeconds\" : null",
                        "\"hitRatioBefore\" : 0.935",
                        "\"stale\" : 1");
        assertThat(report.count(Verdict.STALE)).isEqualTo(1);
    }

    @Test
    void shouldFillTheMemoryOfTheNodesThatOneJoins() {
        FaultsPlan full = Scenario.JOIN.adapt(PLAN);

        long values = (long) full.traffic().keys() * full.traffic().valueBytes();
        assertThat(values)
                .isGreaterThan(full.nodes().count() * ((long) full.nodes().memoryMebibytes() << 20) * 4 / 3);
        assertThat(Scenario.JOIN.mostNodes(full)).isEqualTo(4);
        assertThat(Scenario.KILL.adapt(PLAN)).isEqualTo(PLAN);
        assertThat(Scenario.KILL.mostNodes(PLAN)).isEqualTo(3);
    }

    private static Finding finding(Verdict verdict) {
        long second = 1_000_000_000;
        Operation read = new Operation(Kind.GET, 1, "n1", 2 * second, 2 * second + 1_000_000);
        Operation missed = new Operation(Kind.DELETE, 2, "n2", second * 3 / 2, second * 3 / 2 + 2_000_000);
        return new Finding(
                verdict,
                new Suspect(Values.key(1), read, List.of(missed)),
                missed,
                new RingId(7, "n2", false),
                null,
                "n3",
                "because");
    }

    private static Course course(List<Finding> findings) {
        StepTally fresh = new StepTally("fresh cluster", Set.of(), 0);
        StepTally kill = new StepTally("SIGKILL n3", Set.of("n3"), 3);
        kill.failed("n1", Failure.TIMEOUT);
        kill.failed("n2", Failure.TIMEOUT);
        kill.failed("n1", Failure.SERVER_ERROR);
        for (int i = 0; i < 1_700; i++) {
            kill.failed("n3", Failure.UNREACHABLE);
        }
        kill.silent("n1", 250_000_000);
        List<Second> seconds = List.of(
                Second.EMPTY,
                new Second(90, 10, 0, 0),
                new Second(97, 3, 0, 0),
                new Second(60, 40, 3, 1700),
                new Second(50, 50, 0, 0),
                new Second(70, 30, 0, 0),
                new Second(80, 20, 0, 0),
                new Second(92, 8, 0, 0),
                new Second(93, 7, 0, 0));
        return new Course(
                Scenario.KILL,
                PLAN,
                List.of(
                        StepFigures.of(
                                new Step(fresh.name, fresh.struck, 0, 3, 1.5, 2.5, 1),
                                fresh,
                                seconds.subList(0, 3),
                                null,
                                List.of()),
                        StepFigures.of(
                                new Step(kill.name, kill.struck, 3, 9, 1.25, null, 0),
                                kill,
                                seconds.subList(3, 9),
                                0.935,
                                findings)),
                seconds,
                findings,
                List.of(),
                Map.of());
    }
}
