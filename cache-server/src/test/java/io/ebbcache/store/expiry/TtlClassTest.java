package io.ebbcache.store.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TtlClassTest {

    @Test
    void shouldPutLikeTimesTogether() {
        assertThat(TtlClass.of(StoreClock.NEVER, 100)).isEqualTo(TtlClass.NEVER);
        assertThat(TtlClass.of(164, 100)).isEqualTo(TtlClass.of(227, 100));
        assertThat(TtlClass.of(163, 100)).isNotEqualTo(TtlClass.of(164, 100));
        assertThat(TtlClass.of(StoreClock.AT_ONCE, 100)).isEqualTo(TtlClass.of(101, 100));
        assertThat(TtlClass.of(100 + (1L << 31), 100)).isEqualTo(32);
    }

    @Test
    void shouldKeepWhatNeverExpiresFarFromTheRest() {
        assertThat(TtlClass.distance(5, 5)).isZero();
        assertThat(TtlClass.distance(5, 8)).isEqualTo(3);
        assertThat(TtlClass.distance(TtlClass.NEVER, 1)).isGreaterThan(TtlClass.distance(1, 32));
    }
}
