package io.ebbcache.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {

    /** One short iteration in this JVM: for whether it works, not for how fast. */
    private static final Pace GLANCE = new Pace(0, 0, 1, 10);

    @TempDir
    private Path folder;

    @BeforeAll
    static void allowOthers() {
        // another run on this machine may hold the lock; nobody reads these figures
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void shouldFindBenchmarksByTheirShortName() {
        assertThat(Benchmarks.named(List.of(Pattern.compile("^Lane\\."))).names())
                .containsExactly("Lane.getHit", "Lane.getMiss", "Lane.set");
        assertThat(Benchmarks.named(List.of(Pattern.compile("seal"), Pattern.compile("incr")))
                        .names())
                .containsExactly("Counter.increment", "Seal.seal");
        assertThat(Benchmarks.named(List.of(Pattern.compile("nothing"))).isEmpty())
                .isTrue();
    }

    @Test
    void shouldMeasureTimeAndAllocation() throws IOException {
        List<MicroFigure> figures =
                Benchmarks.named(List.of(Pattern.compile("Counter.increment"))).run(GLANCE, folder.resolve("jmh.txt"));

        assertThat(figures).hasSize(1);
        MicroFigure figure = figures.get(0);
        assertThat(figure.benchmark()).isEqualTo("Counter.increment");
        assertThat(figure.nanosPerOperation()).isPositive().isFinite();
        assertThat(figure.fastestNanos()).isPositive().isLessThanOrEqualTo(figure.nanosPerOperation());
        assertThat(figure.allocatedBytesPerOperation()).isNotNaN().isNotNegative();
        assertThat(folder.resolve("jmh.txt")).content().contains("CounterBenchmark.increment");
        assertThat(new MicroReport(figures).table().text()).contains("Counter.increment");
    }

    @Test
    void shouldAnswerInEveryProtocol() throws IOException {
        List<MicroFigure> figures =
                Benchmarks.named(List.of(Pattern.compile("Decoder.get"))).run(GLANCE, folder.resolve("jmh.txt"));

        assertThat(figures).extracting(MicroFigure::setting).containsExactlyInAnyOrder("TEXT", "META", "BINARY");
    }
}
