package io.ebbcache.store.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoreClockTest {

    private static final long START = 1_700_000_000L;
    private static final long THIRTY_DAYS = 2_592_000;

    private final AtomicLong unixMillis = new AtomicLong(START * 1000);
    private final StoreClock clock = new StoreClock(unixMillis::get);

    @Test
    void shouldTakeZeroForNever() {
        assertThat(clock.expiry(0)).isEqualTo(StoreClock.NEVER);
        assertThat(clock.isOver(StoreClock.NEVER)).isFalse();
    }

    @Test
    void shouldEndNegativeExpiriesAtOnce() {
        assertThat(clock.isOver(clock.expiry(-1))).isTrue();
        assertThat(clock.isOver(clock.expiry(Integer.MIN_VALUE))).isTrue();
    }

    @Test
    void shouldTakeUpToThirtyDaysFromNowAndMoreForUnixTime() {
        assertThat(clock.toUnixSeconds(clock.expiry(THIRTY_DAYS))).isEqualTo(START + THIRTY_DAYS);
        assertThat(clock.toUnixSeconds(clock.expiry(START + 7))).isEqualTo(START + 7);
        assertThat(clock.isOver(clock.expiry(THIRTY_DAYS + 1))).isTrue();
        assertThat(clock.isOver(clock.expiry(START))).isTrue();
        assertThat(clock.isOver(clock.expiry(START + 1))).isFalse();
    }

    @Test
    void shouldBeOverInTheSecondOfTheExpiry() {
        long expiry = clock.expiry(2);
        advanceMillis(1_999);
        assertThat(clock.isOver(expiry)).isFalse();
        advanceMillis(1);
        assertThat(clock.isOver(expiry)).isTrue();
    }

    @Test
    void shouldNeverGoBack() {
        advanceMillis(5_000);
        long now = clock.now();
        advanceMillis(-3_000);
        assertThat(clock.now()).isEqualTo(now);
    }

    @Test
    void shouldGoOnWhenTheSystemsDateIsSetBack() {
        AtomicLong nanos = new AtomicLong();
        StoreClock steady = new StoreClock(unixMillis::get, nanos::get);
        long expiry = steady.expiry(5);
        unixMillis.addAndGet(-3_600_000);
        nanos.addAndGet(5_000_000_000L);
        steady.tick();
        assertThat(steady.isOver(expiry)).isTrue();
        assertThat(steady.unixSeconds()).isEqualTo(START - 3_600);
        assertThat(steady.toUnixSeconds(steady.expiry(START - 3_600 + 7))).isEqualTo(START - 3_600 + 7);
    }

    private void advanceMillis(long millis) {
        unixMillis.addAndGet(millis);
        clock.tick();
    }
}
