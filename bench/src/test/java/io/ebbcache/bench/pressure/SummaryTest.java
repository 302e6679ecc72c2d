package io.ebbcache.bench.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ebbcache.bench.pressure.Course.Fates;
import io.ebbcache.bench.pressure.Sample.Memory;
import io.ebbcache.bench.pressure.Sample.Requests;
import io.ebbcache.bench.pressure.Summary.PhaseFigures;
import io.ebbcache.bench.process.ServerKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Courses of three phases of 20 s, ten samples a second, 100 keys asked for in each. */
class SummaryTest {
    private static final Duration PHASE = Duration.ofSeconds(20);
    private static final int SAMPLES = 600;
    private static final int KEYS = 100;
    private static final List<Move> STEP =
            List.of(new Move(Duration.ofSeconds(20), 1000), new Move(Duration.ofSeconds(40), 0));

    private final List<Sample> samples = new ArrayList<>();
    private final Ideal ideal = new Ideal(100, 1, 1);

    @Test
    void shouldTellHitRatioOfEachPhase() {
        record(sample -> sample < 200 ? 80 : sample < 400 ? 50 : 70);

        Summary summary = summary();

        assertThat(summary.phases()).containsOnlyKeys(Phase.BEFORE, Phase.DURING, Phase.AFTER);
        assertThat(hitRatio(summary, Phase.BEFORE)).isEqualTo(0.8);
        assertThat(hitRatio(summary, Phase.DURING)).isEqualTo(0.5);
        assertThat(hitRatio(summary, Phase.AFTER)).isEqualTo(0.7);
    }

    @Test
    void shouldTellWhenTheFirstSecondIsAsGoodAsBefore() {
        record(sample -> sample < 200 ? 80 : sample < 450 ? 50 : 79);

        assertThat(summary().recoverySeconds()).isCloseTo(5, within(0.2));
    }

    @Test
    void shouldTakeAHitRatioThatNeverFellForRecoveredAtOnce() {
        record(sample -> 80);

        assertThat(summary().recoverySeconds()).isEqualTo(0);
    }

    @Test
    void shouldNotTakeOneGoodMomentForARecovery() {
        record(sample -> sample < 200 ? 80 : sample == 500 ? 100 : 50);

        assertThat(summary().recoverySeconds()).isNull();
    }

    @Test
    void shouldNotTakeSilenceForARecovery() {
        record(sample -> sample < 400 ? 80 : -1);

        Summary summary = summary();

        assertThat(summary.recoverySeconds()).isNull();
        assertThat(hitRatio(summary, Phase.AFTER)).isNaN();
        assertThat(figures(summary, Phase.AFTER).downSeconds()).isCloseTo(20, within(1e-6));
    }

    @Test
    void shouldTellTheSecondThatEndsTenSecondsAfterTheStep() {
        record(sample -> sample >= 290 && sample < 300 ? 66 : 10);

        assertThat(summary().settledHitRatio()).isEqualTo(0.66);
    }

    @Test
    void shouldTellTheLastSecondWhereTheMostIsHeldLate() {
        record(sample -> sample >= 390 && sample < 400 ? 66 : 10);
        List<Move> late = List.of(
                new Move(Duration.ofSeconds(20), 10),
                new Move(Duration.ofSeconds(35), 1000),
                new Move(Duration.ofSeconds(40), 0));

        assertThat(Summary.of(course(), late, PHASE, ideal).settledHitRatio()).isEqualTo(0.66);
    }

    @Test
    void shouldSetWhatMemoryCouldGiveBesideWhatItGave() {
        record(sample -> 80);

        assertThat(figures(summary(), Phase.BEFORE).idealHitRatio()).isCloseTo(ideal.hitRatio(50), within(1e-9));
    }

    @Test
    void shouldCountLossesByPhase() {
        record(sample -> 80);

        Summary summary = summary();

        assertThat(figures(summary, Phase.BEFORE).losses()).isEqualTo(new Losses(199, 398));
        assertThat(figures(summary, Phase.DURING).losses()).isEqualTo(new Losses(200, 400));
    }

    @Test
    void shouldAddUpWrongValuesAndFindTheWorstPage() {
        record(sample -> 80);

        assertThat(summary().wrong()).isEqualTo(SAMPLES);
        assertThat(summary().neighbourWorstMicros()).isEqualTo(SAMPLES - 1);
    }

    private void record(IntUnaryOperator hits) {
        for (int sample = 0; sample < SAMPLES; sample++) {
            boolean up = hits.applyAsInt(sample) >= 0;
            samples.add(new Sample(
                    (sample + 1) / 10.0,
                    Phase.at(Duration.ofMillis(100L * sample), PHASE),
                    up,
                    up ? new Requests(0.1, KEYS, hits.applyAsInt(sample), 1, 0, 1, 2, 3) : Requests.none(0.1),
                    new Memory(0, 50, 0, sample),
                    new Losses(sample, 2L * sample)));
        }
    }

    private Course course() {
        return new Course(
                ServerKind.EBB, "test", samples, Map.of(Phase.BEFORE, new Histogram(3)), new Fates(0, 0, 0, 0, 0, 0));
    }

    private Summary summary() {
        return Summary.of(course(), STEP, PHASE, ideal);
    }

    private static double hitRatio(Summary summary, Phase phase) {
        return figures(summary, phase).hitRatio();
    }

    private static PhaseFigures figures(Summary summary, Phase phase) {
        return Objects.requireNonNull(summary.phases().get(phase));
    }
}
