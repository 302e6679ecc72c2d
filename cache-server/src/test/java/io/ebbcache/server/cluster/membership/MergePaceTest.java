package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MergePaceTest {

    private static final Duration YOUNG = Duration.ofSeconds(5);
    private static final Duration OLD = Duration.ofMinutes(1);

    private final MergePace pace = new MergePace(Duration.ofSeconds(10));

    private void shouldBe(long least, long most) {
        assertThat(pace.protocol().getMinInterval()).isEqualTo(least);
        assertThat(pace.protocol().getMaxInterval()).isEqualTo(most);
    }

    @Test
    void shouldLookOftenAtFirst() {
        shouldBe(200, 800);
        pace.adapt(YOUNG, 5);
        shouldBe(200, 800);
    }

    @Test
    void shouldLookSeldomLater() {
        pace.adapt(OLD, 5);
        shouldBe(2000, 6000);
    }

    @Test
    void shouldLookTheLessOftenTheMoreThereAre() {
        pace.adapt(YOUNG, 1000);
        shouldBe(40_000, 120_000);
        pace.adapt(OLD, 100);
        shouldBe(4000, 12_000);
        pace.adapt(OLD, 1);
        shouldBe(2000, 6000);
        pace.adapt(YOUNG, 1);
        shouldBe(200, 800);
    }
}
