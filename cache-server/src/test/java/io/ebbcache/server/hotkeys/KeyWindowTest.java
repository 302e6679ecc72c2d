package io.ebbcache.server.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ebbcache.store.item.Key;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** {@code -Debb.test.seed=…} repeats a run. */
class KeyWindowTest {

    private static final int SKETCH_ROOM = KeyWindow.SKETCH_SLOTS * 3 / 4;
    private static final int MANY = 10_000_000;

    private final KeyWindow window = new KeyWindow(0);
    private final UnsafeBuffer key = new UnsafeBuffer(new byte[Key.MAX_LENGTH]);

    private void add(long number) {
        key.putLong(0, number);
        window.add(Key.hash(key, 0, Key.MAX_LENGTH), key, 0, Key.MAX_LENGTH);
    }

    private static long hash(long number) {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[Key.MAX_LENGTH]);
        bytes.putLong(0, number);
        return Key.hash(bytes, 0, Key.MAX_LENGTH);
    }

    private void assertBounded() {
        assertThat(window.counts().getNumActiveItems()).isLessThanOrEqualTo(SKETCH_ROOM);
        assertThat(window.named()).isLessThanOrEqualTo(KeyWindow.MOST_NAMED);
    }

    @Test
    void shouldStayBoundedWithMillionsOfKeys() {
        long seed = Long.getLong("ebb.test.seed", System.nanoTime());
        System.out.println("window: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int hot = 0;
        for (int i = 1; i <= MANY; i++) {
            boolean isHot = random.nextInt(50) == 0;
            hot += isHot ? 1 : 0;
            add(isHot ? 0 : i);
            if ((i & 0xffff) == 0) {
                assertBounded();
            }
        }
        assertThat(window.samples()).isEqualTo(MANY);
        assertThat(window.counts().getMaximumError()).isLessThanOrEqualTo(MANY / 585);
        assertThat((double) window.counts().getEstimate(hash(0))).isCloseTo(hot, within(MANY / 585.0));
        assertThat(window.name(hash(0))).isNotNull();
        assertThat(window.named()).isLessThan(10);
    }

    @Test
    void shouldKeepBytesOfNoMoreKeysThanMayBeFrequent() {
        int most = 0;
        for (int number = 0; window.samples() < MANY; number++) { // as many keys as can be, each frequent for a while
            long hash = hash(number);
            while (window.name(hash) == null) {
                add(number);
            }
            most = Math.max(most, window.named());
            assertBounded();
        }
        assertThat(most).isEqualTo(KeyWindow.MOST_NAMED);
    }

    @Test
    void shouldForgetEverythingWhenItBegins() {
        for (int i = 0; i < 100; i++) {
            add(1);
        }
        assertThat(window.name(hash(1))).isNotNull();
        window.begin(5);
        assertThat(window.begunNanos()).isEqualTo(5);
        assertThat(window.samples()).isZero();
        assertThat(window.named()).isZero();
        assertThat(window.counts().getEstimate(hash(1))).isZero();
    }
}
