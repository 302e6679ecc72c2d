package io.ebbcache.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {

    private final History history = new History();

    private void add(int samples) {
        for (int i = 0; i < samples; i++) {
            history.next();
            history.put(Column.GETS, history.last());
        }
    }

    @Test
    void shouldTellWhatSomebodyLacks() {
        assertThat(history.last()).isZero();
        assertThat(history.firstAfter(Dashboard.ALL)).isEqualTo(1);
        add(3);
        assertThat(history.last()).isEqualTo(3);
        assertThat(history.firstAfter(Dashboard.ALL)).isEqualTo(1);
        assertThat(history.firstAfter(2)).isEqualTo(3);
        assertThat(history.firstAfter(3)).isEqualTo(4);
    }

    @Test
    void shouldTellAllToWhoKnowsSamplesOfAnotherProcess() {
        add(3);
        assertThat(history.firstAfter(4)).isEqualTo(1);
        assertThat(history.firstAfter(Long.MAX_VALUE)).isEqualTo(1);
    }

    @Test
    void shouldForgetTheOldestForTheNewest() {
        add(History.KEPT + 10);
        assertThat(history.last()).isEqualTo(History.KEPT + 10);
        assertThat(history.firstAfter(Dashboard.ALL)).isEqualTo(11);
        assertThat(history.firstAfter(5)).isEqualTo(11);
        for (long number = 11; number <= history.last(); number++) {
            assertThat(history.get(Column.GETS, number)).isEqualTo((double) number);
        }
    }

    @Test
    void shouldNotTakeOldFiguresForNewOnes() {
        add(History.KEPT);
        history.next();
        assertThat(history.get(Column.GETS, history.last())).isNaN();
    }

    @Test
    void shouldAddTheLastOnesUp() {
        assertThat(history.sum(Column.GETS, 5)).isZero();
        add(3);
        assertThat(history.sum(Column.GETS, 5)).isEqualTo(1 + 2 + 3);
        add(7);
        assertThat(history.sum(Column.GETS, 5)).isEqualTo(6 + 7 + 8 + 9 + 10);
        assertThat(history.sum(Column.SETS, 5)).isZero();
    }
}
