package io.ebbcache.client.discovery;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void shouldWaitTwiceAsLongAfterEachFailure() {
        Pace pace = new Pace(ofSeconds(5), ofSeconds(1), ofSeconds(1));
        assertThat(IntStream.of(0, 1, 2, 3, 4, 5, 1_000_000).mapToObj(pace::after))
                .containsExactly(
                        ofSeconds(5),
                        ofSeconds(1),
                        ofSeconds(2),
                        ofSeconds(4),
                        ofSeconds(5),
                        ofSeconds(5),
                        ofSeconds(5));
    }

    @Test
    void shouldRefuseWhatIsNoPace() {
        assertThatThrownBy(() -> Pace.every(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pace(ofMillis(1), ofMillis(2), ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Pace.every(ofMillis(5)).least()).isEqualTo(ofMillis(5));
        assertThat(Pace.every(ofSeconds(60)).least()).isEqualTo(ofSeconds(1));
    }
}
