package io.ebbcache.bench.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private final Timetable timetable = new Timetable(List.of(move(10, 5), move(20, 7), move(30, 0)));

    @Test
    void shouldTellEachMoveOnceWhenItIsDue() {
        assertThat(timetable.due(millis(9))).isEmpty();
        assertThat(timetable.due(millis(10))).hasValue(5);
        assertThat(timetable.due(millis(19))).isEmpty();
        assertThat(timetable.due(millis(21))).hasValue(7);
        assertThat(timetable.due(millis(40))).hasValue(0);
        assertThat(timetable.due(millis(50))).isEmpty();
    }

    @Test
    void shouldTellWhoComesLateTheLastMoveOnly() {
        assertThat(timetable.due(millis(25))).hasValue(7);
        assertThat(timetable.due(millis(29))).isEmpty();
    }

    private static Move move(int atMillis, long bytes) {
        return new Move(millis(atMillis), bytes);
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }
}
