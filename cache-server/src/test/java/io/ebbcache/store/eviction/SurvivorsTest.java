package io.ebbcache.store.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurvivorsTest {

    private final Survivors survivors = new Survivors();

    private int[] chosen(int items) {
        return IntStream.range(0, items).filter(survivors::isChosen).toArray();
    }

    @Test
    void shouldKeepNothingThatWasNotRead() {
        survivors.add(10, 0, 0);
        survivors.add(10, 1, 900);
        survivors.choose(1_000);
        assertThat(chosen(2)).containsExactly(1);
    }

    @Test
    void shouldPreferWhatWasReadMoreOftenAndThenLater() {
        survivors.add(10, 1, 5);
        survivors.add(10, 3, 90_000);
        survivors.add(10, 1, 4);
        survivors.add(10, 2, 5_000_000);
        survivors.choose(30);
        assertThat(chosen(4)).containsExactly(1, 2, 3);
    }

    @Test
    void shouldFillWhatIsLeftWithWhatFits() {
        survivors.add(60, 3, 0);
        survivors.add(60, 2, 0);
        survivors.add(40, 1, 0);
        survivors.choose(100);
        assertThat(chosen(3)).containsExactly(0, 2);
    }

    @Test
    void shouldKeepAllIfToldSoAndBeginAnew() {
        IntStream.range(0, 3_000).forEach(i -> survivors.add(10, 0, 0));
        survivors.chooseAll();
        assertThat(chosen(3_000)).hasSize(3_000);
        survivors.clear();
        survivors.add(10, 0, 0);
        survivors.choose(100);
        assertThat(chosen(3_000)).isEmpty();
    }
}
