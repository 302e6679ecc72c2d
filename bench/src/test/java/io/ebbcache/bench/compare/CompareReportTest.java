package io.ebbcache.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ebbcache.bench.load.WireProtocol;
import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.report.Machine;
import io.ebbcache.bench.report.Result;
import io.ebbcache.bench.report.RunFolder;
import io.ebbcache.bench.report.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareReportTest {
    private static final Point SMALL = new Point(100, 16, 32, 90, 1);
    private static final Point LARGE = new Point(256 << 10, 1, 512, 10, 2);

    @TempDir
    private Path folder;

    @Test
    void shouldTakeRatiosOfNeighbouringRounds() {
        PointResult result = new PointResult(
                SMALL,
                Map.of(
                        ServerKind.EBB, List.of(round(300, 1, 0.5), round(100, 2, 0.5), round(50, 3, 0.5)),
                        ServerKind.MEMCACHED, List.of(round(200, 2, 0.5), round(100, 2, 0.5), round(25, 2, 0.5))));
        assertThat(result.ratio(Round::commandsPerSecond)).isEqualTo(new Spread(1.5, 1, 2));
        assertThat(result.ratio(Round::cpuMicrosPerCommand)).isEqualTo(new Spread(1, 0.5, 1.5));
        assertThat(result.isGeneratorBound()).isFalse();
    }

    @Test
    void shouldTakeTheMiddleOfAnEvenNumber() {
        assertThat(Spread.of(4, 1, 3, 2)).isEqualTo(new Spread(2.5, 1, 4));
    }

    @Test
    void shouldLeaveOutRoundsWithoutFigures() throws Exception {
        Round nothing = new Round(0, Double.POSITIVE_INFINITY, 0, 0, 0, 0, 0);
        PointResult stalled = new PointResult(
                SMALL,
                Map.of(ServerKind.EBB, List.of(nothing, nothing), ServerKind.MEMCACHED, List.of(nothing, nothing)));
        PointResult once = new PointResult(
                LARGE,
                Map.of(
                        ServerKind.EBB, List.of(round(300, 1, 0.5), nothing),
                        ServerKind.MEMCACHED, List.of(round(200, 2, 0.5), nothing)));
        assertThat(stalled.ratio(Round::cpuMicrosPerCommand).isKnown()).isFalse();
        assertThat(once.ratio(Round::cpuMicrosPerCommand)).isEqualTo(new Spread(0.5, 0.5, 0.5));
        CompareReport report = report(stalled, once);
        assertThat(report.text()).contains("Ebb serves 1.50 times", " -  ").doesNotContain("NaN", "Infinity");
        assertThat(written(report)).contains("<svg").doesNotContain("NaN", "Infinity");
    }

    @Test
    void shouldCoverTheGridExceptWhereTooMuchWouldBeInFlight() {
        assertThat(Grid.whole().points()).hasSize(96 - 8).allMatch(Point::isSensible);
        assertThat(Grid.corners().points())
                .hasSize(14)
                .allMatch(point -> point.serverThreads() == 1)
                .doesNotContain(new Point(256 << 10, 64, 512, 90, 1));
    }

    @Test
    void shouldMarkWhereTheGeneratorWasTheLimit() throws Exception {
        CompareReport report = report(
                new PointResult(
                        SMALL,
                        Map.of(
                                ServerKind.EBB, List.of(round(200, 1, 0.95)),
                                ServerKind.MEMCACHED, List.of(round(100, 2, 0.5)))),
                new PointResult(
                        LARGE,
                        Map.of(
                                ServerKind.EBB, List.of(round(100, 1, 0.5)),
                                ServerKind.MEMCACHED, List.of(round(100, 2, 0.5)))));
        assertThat(report.text())
                .contains(
                        "100 B, 16 in flight, 32 conn., 90/10 *", "256 KiB, 1 in flight, 512 conn., 2 threads, 10/90 ")
                .contains("generator-bound")
                .contains(
                        "At the middle one of 2 points Ebb serves 1.50 times memcached's requests a second (1.00 to 2.00)");
        assertThat(written(report)).contains("Ebb and memcached, side by side", "Requests a second", "<svg");
        assertThat(folder.resolve("throughput.svg")).exists();
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("result.json").toFile())
                        .at("/figures/points/0/throughputRatio/median")
                        .asDouble())
                .isEqualTo(2);
    }

    @Test
    void shouldReportEbbAlone() throws Exception {
        CompareReport report = report(new PointResult(SMALL, Map.of(ServerKind.EBB, List.of(round(123_456, 1, 0.5)))));
        assertThat(report.text())
                .contains("Ebb alone: 123,456 commands a second")
                .doesNotContain("Ebb / memcached");
        assertThat(written(report)).contains("Ebb, alone").doesNotContain("<svg");
    }

    private CompareReport report(PointResult... points) {
        Settings settings = new Settings(
                List.of(SMALL, LARGE), WireProtocol.TEXT, 1, Duration.ofSeconds(1), Duration.ofSeconds(5), true);
        boolean alone = !points[0].hasBoth();
        Map<ServerKind, List<ItemMemory>> memory =
                Map.of(ServerKind.EBB, List.of(new ItemMemory(100, 1_000, 1 << 20, 2 << 20, 1 << 20, 21.5)));
        return new CompareReport(
                settings,
                alone ? Map.of("Ebb", "1") : new TreeMap<>(Map.of("Ebb", "1", "memcached", "2")),
                "nobody is tied",
                List.of(points),
                memory);
    }

    private String written(CompareReport report) throws Exception {
        RunFolder run = RunFolder.create(Optional.of(folder), "compare", Clock.systemUTC());
        run.write(
                new Result(
                        "compare",
                        Instant.EPOCH,
                        "ebb bench compare",
                        Machine.here(),
                        Map.of(),
                        report.parameters(),
                        report.figures()),
                report.page());
        report.writePictures(run);
        return Files.readString(folder.resolve("report.html"));
    }

    private static Round round(double perSecond, double cpuMicros, double generatorBusy) {
        return new Round(perSecond, cpuMicros, 10, 20, 30, generatorBusy, 0);
    }
}
