package io.ebbcache.store.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PressureControlTest {

    private static final long MIB = 1 << 20;

    private long nanos = 77;
    private final PressureControl pressure = new PressureControl(() -> nanos);

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void shouldTakeWhatIsSpareWhileAllIsCalm() {
        assertThat(pressure.mayTake(100 * MIB, 10 * MIB, MIB, false)).isEqualTo(100 * MIB);
        assertThat(pressure.isShort()).isFalse();
    }

    @Test
    void shouldGiveUpAtOnceWhatIsMissing() {
        assertThat(pressure.mayTake(-5 * MIB, 100 * MIB, MIB, false)).isEqualTo(-5 * MIB);
        assertThat(pressure.isShort()).isTrue();
        pass(100);
        assertThat(pressure.mayTake(-1, 95 * MIB, MIB, false)).isEqualTo(-1);
    }

    @Test
    void shouldStayForASecondThenGrowSlowlyThenFreely() {
        pressure.mayTake(-1, 100 * MIB, MIB, false);
        pass(900);
        assertThat(pressure.mayTake(50 * MIB, 100 * MIB, MIB, false)).isEqualTo(MIB);
        pass(200);
        assertThat(pressure.mayTake(50 * MIB, 100 * MIB, MIB, false)).isEqualTo(5 * MIB);
        assertThat(pressure.mayTake(50 * MIB, 640 * MIB, MIB, false)).isEqualTo(11 * MIB);
        assertThat(pressure.mayTake(MIB, 640 * MIB, MIB, false)).isEqualTo(MIB);
        assertThat(pressure.isShort()).isTrue();
        pass(9_000);
        assertThat(pressure.mayTake(50 * MIB, 100 * MIB, MIB, false)).isEqualTo(50 * MIB);
        assertThat(pressure.isShort()).isFalse();
    }

    @Test
    void shouldBeginAnewWithEachShortage() {
        pressure.mayTake(-1, 100 * MIB, MIB, false);
        pass(5_000);
        pressure.mayTake(-1, 100 * MIB, MIB, false);
        pass(5_500);
        assertThat(pressure.mayTake(50 * MIB, 100 * MIB, MIB, false)).isEqualTo(5 * MIB);
    }

    @Test
    void shouldGiveUpALittleWhileSomebodyWaits() {
        assertThat(pressure.mayTake(50 * MIB, 256 * MIB, MIB, true)).isEqualTo(-MIB);
        assertThat(pressure.mayTake(-5 * MIB, 256 * MIB, MIB, true)).isEqualTo(-5 * MIB);
        assertThat(pressure.isShort()).isTrue();
        pass(900);
        assertThat(pressure.mayTake(50 * MIB, 256 * MIB, MIB, false)).isEqualTo(MIB);
    }
}
