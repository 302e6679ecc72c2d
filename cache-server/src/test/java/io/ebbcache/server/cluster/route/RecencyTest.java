package io.ebbcache.server.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecencyTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long now;
    private final Recency recency = new Recency(() -> now, 5 * SECOND);

    @Test
    void shouldNoticeThatItStoodStill() {
        now = 5 * SECOND;
        assertThat(recency.hasStoodStill()).isFalse();
        now++;
        assertThat(recency.hasStoodStill()).isTrue();
        recency.tick();
        assertThat(recency.hasStoodStill()).isFalse();
    }

    @Test
    void shouldDoubtARingThatIsOverUntilThereIsAnother() {
        assertThat(recency.isDoubted(7)).isFalse();
        recency.isOver(7);
        recency.isOver(6);
        assertThat(recency.isDoubted(7)).isTrue();
        assertThat(recency.isDoubted(8)).isFalse();
    }

    @Test
    void shouldNotDoubtForever() {
        recency.isOver(7);
        assertThat(recency.isFreshlyDoubted()).isTrue();
        now = SECOND;
        assertThat(recency.isFreshlyDoubted()).isFalse();
        now = 10 * SECOND;
        recency.isOver(7);
        assertThat(recency.isDoubted(7)).isFalse();
    }
}
