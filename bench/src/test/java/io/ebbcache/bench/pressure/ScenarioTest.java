package io.ebbcache.bench.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
    private static final long NEIGHBOUR = 640;
    private static final long LIMIT = 2_000;
    private static final Duration TIME = Duration.ofSeconds(8);

    @Test
    void shouldTakeAllInOneStep() {
        assertThat(moves(Scenario.STEP)).containsExactly(new Move(Duration.ZERO, NEIGHBOUR), new Move(TIME, 0));
    }

    @Test
    void shouldGrabPartOfTheLimit() {
        assertThat(moves(Scenario.GRAB)).containsExactly(new Move(Duration.ZERO, 1_200), new Move(TIME, 0));
    }

    @Test
    void shouldTakeAllWithinASecond() {
        List<Move> moves = moves(Scenario.RAMP);

        assertThat(moves).hasSize(65);
        assertThat(moves.get(63)).isEqualTo(new Move(Duration.ofNanos(984_375_000), NEIGHBOUR));
        assertThat(moves.get(64)).isEqualTo(new Move(TIME, 0));
    }

    @Test
    void shouldClimbInEqualSteps() {
        List<Move> moves = moves(Scenario.STAIRCASE);

        assertThat(moves).hasSize(65);
        for (int stair = 0; stair < 64; stair++) {
            assertThat(moves.get(stair)).isEqualTo(new Move(Duration.ofMillis(125L * stair), 10L * (stair + 1)));
        }
        assertThat(moves.get(64)).isEqualTo(new Move(TIME, 0));
    }

    @Test
    void shouldFlap() {
        assertThat(Scenario.FLAPPING.moves(NEIGHBOUR, LIMIT, Duration.ofMillis(3_500)))
                .containsExactly(
                        new Move(Duration.ZERO, NEIGHBOUR),
                        new Move(Duration.ofSeconds(1), 0),
                        new Move(Duration.ofSeconds(2), NEIGHBOUR),
                        new Move(Duration.ofSeconds(3), 0),
                        new Move(Duration.ofMillis(3_500), 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveAllBackAtTheEndAndNeverTakeMoreThanItSays(Scenario scenario) {
        List<Move> moves = moves(scenario);

        assertThat(moves).isSortedAccordingTo(Comparator.comparing(Move::at));
        assertThat(moves.get(moves.size() - 1)).isEqualTo(new Move(TIME, 0));
        assertThat(moves.stream().mapToLong(Move::bytes).max()).hasValue(scenario.most(NEIGHBOUR, LIMIT));
    }

    @Test
    void shouldSayInWordsWhatItDoes() {
        assertThat(Scenario.STEP.text(100 << 20, 256 << 20)).contains("takes 100 MiB");
        assertThat(Scenario.GRAB.text(100 << 20, 256 << 20)).contains("60 %", "154 MiB");
    }

    private static List<Move> moves(Scenario scenario) {
        return scenario.moves(NEIGHBOUR, LIMIT, TIME);
    }
}
