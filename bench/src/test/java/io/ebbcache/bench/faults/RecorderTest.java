package io.ebbcache.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.bench.faults.Operation.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private long now = 1_000;
    private final Recorder recorder = new Recorder(() -> now);
    private final Recorder.Line line = recorder.line("n1");
    private final Recorder.Line struck = recorder.line("n2");

    @Test
    void shouldCountSecondBySecond() {
        recorder.begin("one", Set.of("n2"));
        answer(line, Answer.HIT);
        answer(line, Answer.MISS);
        answer(line, Answer.DONE);
        pass(1_500);
        answer(line, Answer.HIT);
        recorder.failed(line, Failure.TIMEOUT, now);
        recorder.failed(struck, Failure.UNREACHABLE, now);

        assertThat(recorder.elapsedSeconds()).isEqualTo(1);
        assertThat(recorder.seconds(0, 3))
                .containsExactly(new Second(1, 1, 0, 0), new Second(1, 0, 1, 1), Second.EMPTY);
    }

    @Test
    void shouldTellErrorsOfTheStruckFromThoseOfOthers() {
        StepTally step = recorder.begin("one", Set.of("n2"));
        recorder.failed(line, Failure.SERVER_ERROR, now);
        recorder.failed(struck, Failure.UNREACHABLE, now);
        recorder.failed(struck, Failure.UNREACHABLE, now);

        assertThat(step.errors).containsOnly(Map.entry(Failure.SERVER_ERROR, 1L));
        assertThat(step.errorsOfStruck).containsOnly(Map.entry(Failure.UNREACHABLE, 2L));
    }

    @Test
    void shouldMeasureFromTheTimeAtWhichARequestWasDue() {
        StepTally step = recorder.begin("one", Set.of());
        long due = now;
        pass(40);
        recorder.answered(line, Answer.DONE, due, now);
        recorder.failed(line, Failure.UNREACHABLE, now - 1000 * MILLI); // nobody waited

        assertThat(step.nanos.getTotalCount()).isEqualTo(1);
        assertThat(step.nanos.getMaxValue()).isBetween(39 * MILLI, 41 * MILLI);
    }

    @Test
    void shouldTellTheLongestSilence() {
        StepTally step = recorder.begin("one", Set.of("n2"));
        answer(line, Answer.DONE);
        answer(struck, Answer.DONE);
        pass(300);
        answer(line, Answer.DONE);
        pass(100);
        answer(line, Answer.DONE);
        pass(500);
        answer(struck, Answer.DONE);
        answer(line, Answer.DONE);

        assertThat(step.silenceNanos).isEqualTo(500 * MILLI);
        assertThat(step.silenceOfStruckNanos).isEqualTo(900 * MILLI);
    }

    @Test
    void shouldCountASilenceInEachStepInWhichItLasts() {
        StepTally first = recorder.begin("one", Set.of());
        answer(line, Answer.DONE);
        answer(struck, Answer.DONE);
        pass(2_000);
        StepTally second = recorder.begin("two", Set.of());
        pass(700);
        recorder.end();

        assertThat(first.silenceNanos).isEqualTo(2_000 * MILLI);
        assertThat(second.silenceNanos).isEqualTo(700 * MILLI);
        assertThat(second.fromSecond).isEqualTo(2);
    }

    @Test
    void shouldAddUpAStep() {
        StepTally tally = recorder.begin("one", Set.of());
        recorder.wrong("n1: nonsense");
        recorder.doubtful();
        recorder.leftOut(3);
        answer(line, Answer.HIT);
        Operation read = new Operation(Kind.GET, 1, "n1", 1, 2);
        Suspect suspect = new Suspect("key", read, List.of(read));
        recorder.suspect(suspect);

        StepFigures figures = StepFigures.of(
                new Step("one", Set.of(), 0, 2, 1.5, 2.5, 1),
                tally,
                recorder.seconds(0, 1),
                null,
                List.of(new Finding(Verdict.BEHIND, suspect, read, null, null, "", "why not")));

        assertThat(tally.suspects).containsExactly(suspect);
        assertThat(figures.count(Verdict.WRONG)).isEqualTo(1);
        assertThat(figures.count(Verdict.BEHIND)).isEqualTo(1);
        assertThat(figures.count(Verdict.STALE)).isZero();
        assertThat(figures.doubtful()).isEqualTo(1);
        assertThat(figures.leftOut()).isEqualTo(3);
        assertThat(figures.answers()).isEqualTo(1);
        assertThat(figures.lowestHitRatio()).isEqualTo(1);
        assertThat(recorder.notes()).containsExactly("one: wrong: n1: nonsense");
    }

    @Test
    void shouldCountWhatNodesSay() {
        recorder.serverError("SERVER_ERROR busy");
        recorder.serverError("SERVER_ERROR busy");

        assertThat(recorder.serverErrors()).containsOnly(Map.entry("SERVER_ERROR busy", 2));
    }

    @Test
    void shouldKnowWhenTheNextSecondBegins() {
        long begin = now;
        pass(1_200);

        assertThat(recorder.nextSecondNanos()).isEqualTo(begin + 2_000 * MILLI);
    }

    private void answer(Recorder.Line from, Answer answer) {
        recorder.answered(from, answer, now, now);
    }

    private void pass(long millis) {
        now += millis * MILLI;
    }
}
