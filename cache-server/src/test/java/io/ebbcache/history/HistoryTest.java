package io.ebbcache.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final History<Access> history = new History<>(3);

    /** Of a register that holds 0 at first. */
    private record Access(boolean writes, int value) {}

    private static final class Register implements Model<Integer, Access> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public List<Integer> next(Integer state, Access access) {
            return access.writes || access.value == state ? List.of(access.value) : List.of();
        }
    }

    private void write(int thread, long called, long returned, int value) {
        history.add(thread, called, returned, new Access(true, value));
    }

    private void read(int thread, long called, long returned, int value) {
        history.add(thread, called, returned, new Access(false, value));
    }

    private boolean isLinearizable() {
        return history.isLinearizable(new Register());
    }

    @Test
    void shouldAllowWhatHappensOneAfterTheOther() {
        read(0, 0, 1, 0);
        write(1, 2, 3, 7);
        read(0, 4, 5, 7);
        assertThat(isLinearizable()).isTrue();
    }

    @Test
    void shouldRejectAReadThatMissesWhatWasWritten() {
        write(0, 0, 1, 7);
        read(1, 2, 3, 0);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void shouldLetWritesTakeEffectAnyTimeBetweenCallAndReturn() {
        write(0, 0, 9, 7);
        read(1, 1, 2, 0);
        read(2, 3, 4, 7);
        assertThat(isLinearizable()).isTrue();
    }

    /** Both reads are within the write, but the later one sees the older value. */
    @Test
    void shouldRejectReadsThatGoBack() {
        write(0, 0, 9, 7);
        read(1, 1, 2, 7);
        read(2, 3, 4, 0);
        assertThat(isLinearizable()).isFalse();
    }

    /** Each thread for itself is in order, and so is each pair of them. */
    @Test
    void shouldRejectReadersThatSeeWritesInDifferentOrders() {
        write(0, 0, 20, 1);
        write(1, 1, 21, 2);
        read(2, 2, 3, 1);
        read(2, 4, 5, 2);
        read(2, 6, 7, 1);
        assertThat(isLinearizable()).isFalse();
    }

    /** The only order takes the writes from the last to the first. */
    @Test
    void shouldFindTheOnlyOrder() {
        write(0, 0, 20, 1);
        write(1, 1, 21, 2);
        read(2, 2, 3, 2);
        read(2, 4, 5, 1);
        assertThat(isLinearizable()).isTrue();
    }

    @Test
    void shouldDecideLongHistories() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            int value = i;
            for (int thread = 0; thread < 3; thread++) {
                history.record(thread, () -> new Access(true, value));
            }
            history.record(random.nextInt(3), () -> new Access(false, value));
        }
        assertThat(isLinearizable()).isTrue();
        history.record(0, () -> new Access(false, 0));
        assertThat(isLinearizable()).isFalse();
    }
}
