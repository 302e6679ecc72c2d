package io.ebbcache.bench.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NeighbourProcessTest {
    private static final long MIB = 1 << 20;

    @Test
    void shouldHoldWhatItIsToldAndGiveItBack() throws Exception {
        try (NeighbourProcess neighbour = NeighbourProcess.start(UnaryOperator.identity())) {
            neighbour.hold(8 * MIB);
            neighbour.awaitHolding();
            assertThat(neighbour.heldBytes()).isEqualTo(8 * MIB);
            assertThat(neighbour.takeWorstNanos()).isPositive();
            assertThat(neighbour.tookNanos()).isPositive();

            neighbour.hold(3 * MIB);
            neighbour.awaitHolding();
            assertThat(neighbour.heldBytes()).isEqualTo(3 * MIB);
            assertThat(neighbour.leave()).isZero();
        }
    }

    @Test
    void shouldHoldNothingOnceItIsDead() throws Exception {
        NeighbourProcess neighbour = NeighbourProcess.start(UnaryOperator.identity());
        neighbour.hold(MIB);
        neighbour.awaitHolding();

        neighbour.close();

        assertThat(neighbour.isAlive()).isFalse();
        assertThat(neighbour.heldBytes()).isZero();
        neighbour.hold(MIB); // nobody hears it
        assertThatThrownBy(neighbour::awaitHolding)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended");
    }

    @Test
    void shouldSayThatItDoesNotStart() throws Exception {
        try (NeighbourProcess neighbour = NeighbourProcess.start(command -> List.of("false"))) {
            assertThatThrownBy(neighbour::awaitHolding).isInstanceOf(IOException.class);
        }
    }
}
