package io.ebbcache.store.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GhostTableTest {

    private static final long MIB = 1 << 20;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final GhostTable ghosts = new GhostTable(MIB);

    @AfterEach
    void close() {
        ghosts.close();
    }

    private long[] given(int items, long bytes) {
        System.out.println("ghosts, seed " + seed);
        long[] hashes = new long[items];
        for (int i = 0; i < items; i++) {
            hashes[i] = random.nextLong();
            ghosts.advance(bytes);
            ghosts.add(hashes[i], LossCause.EVICTED);
        }
        return hashes;
    }

    @Test
    void shouldRememberWhatWasGivenUpOnce() {
        ghosts.cacheHolds(1_000, MIB);
        long[] hashes = given(200, 2_000); // so few that no line is full
        for (long hash : hashes) {
            assertThat(ghosts.remove(hash)).isTrue();
            assertThat(ghosts.remove(hash)).isFalse();
        }
    }

    @Test
    void shouldForgetWhatWasGivenUpBeforeAsMuchAsTheCacheHolds() {
        ghosts.cacheHolds(100_000, MIB);
        long old = random.nextLong();
        ghosts.add(old, LossCause.EVICTED);
        long young = random.nextLong();
        ghosts.advance(MIB / 2);
        ghosts.add(young, LossCause.EVICTED);
        ghosts.advance(MIB * 6 / 10);
        assertThat(ghosts.remove(old)).isFalse();
        assertThat(ghosts.remove(young)).isTrue();
    }

    @Test
    void shouldRememberNextToNothingThatItWasNotTold() {
        ghosts.cacheHolds(100_000, 100 * MIB);
        given(60_000, 1_000);
        int wrong = 0;
        for (int i = 0; i < 100_000; i++) {
            wrong += ghosts.remove(random.nextLong()) ? 1 : 0;
        }
        assertThat(wrong).isLessThan(100);
    }

    @Test
    void shouldRememberMostOfAsManyAsTheCacheHolds() {
        ghosts.cacheHolds(1 << 16, (1 << 16) * 1_000L);
        long[] hashes = given(1 << 15, 1_000);
        int found = 0;
        for (long hash : hashes) {
            found += ghosts.remove(hash) ? 1 : 0;
        }
        assertThat(found).isGreaterThan(hashes.length * 95 / 100);
    }

    @Test
    void shouldTellWhatHasBecomeOfAnItemUntilItComesBack() {
        ghosts.cacheHolds(1_000, MIB);
        for (LossCause cause : LossCause.values()) {
            long hash = random.nextLong();
            assertThat(ghosts.cause(hash)).isNull();
            ghosts.add(hash, cause);
            assertThat(ghosts.cause(hash)).isEqualTo(cause);
            assertThat(ghosts.remove(hash)).isTrue();
            assertThat(ghosts.cause(hash)).isNull();
        }
    }

    @Test
    void shouldGrowWithTheCacheUpToItsBound() {
        assertThat(ghosts.bytes()).isEqualTo(4096);
        ghosts.cacheHolds(100_000, MIB);
        assertThat(ghosts.bytes()).isBetween(200_000L, 400_000L);
        ghosts.cacheHolds(100_000_000, MIB);
        assertThat(ghosts.bytes()).isEqualTo(MIB);
        assertThat(ghosts.remove(0)).isFalse();
    }
}
