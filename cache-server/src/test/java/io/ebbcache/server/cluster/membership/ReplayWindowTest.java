package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

    private final ReplayWindow window = new ReplayWindow();

    @Test
    void shouldTakeEachNumberOnce() {
        assertThat(window.take(1)).isTrue();
        assertThat(window.take(1)).isFalse();
        assertThat(window.take(3)).isTrue();
        assertThat(window.take(2)).isTrue();
        assertThat(window.take(2)).isFalse();
        assertThat(window.take(3)).isFalse();
    }

    @Test
    void shouldTakeNoneThatIsFarBehind() {
        assertThat(window.take(ReplayWindow.SIZE + 1)).isTrue();
        assertThat(window.take(2)).isTrue();
        assertThat(window.take(1)).isFalse();
        assertThat(window.take(Long.MAX_VALUE)).isTrue();
        assertThat(window.take(ReplayWindow.SIZE + 2)).isFalse();
        assertThat(window.take(0)).isFalse();
        assertThat(window.take(-1)).isFalse();
    }

    @Test
    void shouldAgreeWithASetOfNumbers() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<Long> taken = new HashSet<>();
        long highest = 0;
        for (int i = 0; i < 200_000; i++) {
            long step = random.nextInt(50) == 0 ? random.nextInt(10_000) : 1;
            long number = Math.max(1, highest + step - random.nextInt(random.nextInt(20) == 0 ? 6000 : 10));
            boolean expected = number > highest - ReplayWindow.SIZE && taken.add(number);
            assertThat(window.take(number))
                    .as("number %d, seed %d", number, seed)
                    .isEqualTo(expected);
            highest = Math.max(highest, number);
        }
    }
}
