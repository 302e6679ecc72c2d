package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the history would show it if the server did wrong. */
class WriteHistoryTest {

    private final WriteHistory history = new WriteHistory();

    private void shouldFindOne(String what) {
        assertThat(history.contradictions()).singleElement().asString().startsWith(what);
    }

    @Test
    void shouldAcceptStepsOneAfterTheOther() {
        history.read(WriteHistory.FIRST, 0, 1);
        history.wrote(1, 2, 3);
        history.read(1, 4, 5);
        history.wrote(2, 6, 7);
        history.read(2, 8, 9);
        assertThat(history.contradictions()).isEmpty();
        assertThat(history.disorder()).isEmpty();
    }

    @Test
    void shouldAcceptEitherNumberDuringAWrite() {
        history.wrote(1, 0, 1);
        history.wrote(2, 2, 9);
        history.read(2, 3, 4);
        history.read(1, 3, 4);
        assertThat(history.contradictions()).isEmpty();
    }

    @Test
    void shouldAcceptEitherOrderOfWritesSideBySide() {
        history.wrote(2, 0, 3);
        history.wrote(1, 1, 4);
        history.read(1, 5, 6);
        assertThat(history.contradictions()).isEmpty();
        assertThat(history.disorder()).isEmpty();
    }

    @Test
    void shouldFindWhatWasOverwritten() {
        history.wrote(1, 0, 1);
        history.wrote(2, 2, 3);
        history.read(1, 4, 5);
        shouldFindOne("overwritten");
    }

    @Test
    void shouldFindThatAWriteWasLost() {
        history.wrote(1, 0, 1);
        history.read(WriteHistory.FIRST, 2, 3);
        shouldFindOne("overwritten");
    }

    @Test
    void shouldFindWhatWasNotYetWritten() {
        history.read(1, 0, 1);
        history.wrote(1, 2, 3);
        shouldFindOne("not yet written");
    }

    @Test
    void shouldFindWhatNobodyWrote() {
        history.read(7, 0, 1);
        shouldFindOne("never written");
    }

    @Test
    void shouldFindANumberOfTwoWrites() {
        history.wrote(1, 0, 2);
        history.wrote(1, 1, 3);
        shouldFindOne("written twice");
    }

    @Test
    void shouldFindANumberThatWentBack() {
        history.wrote(2, 0, 1);
        history.wrote(1, 2, 3);
        history.wrote(3, 4, 5);
        assertThat(history.disorder())
                .singleElement()
                .asString()
                .contains("number=1")
                .contains("number=2");
    }
}
