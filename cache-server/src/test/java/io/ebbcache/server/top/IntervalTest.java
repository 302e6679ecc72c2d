package io.ebbcache.server.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final double CLOSE = 1e-9;

    @Test
    void shouldTellRates() {
        Interval interval = new Interval(Optional.of(Samples.ebb(100, 10)), Samples.ebb(102, 12));
        assertThat(interval.perSecond("cmd_get").orElseThrow()).isEqualTo(1_000);
        assertThat(interval.perSecond("delete_hits", "delete_misses").orElseThrow())
                .isEqualTo(100);
        assertThat(interval.ratio("get_hits", "get_misses").orElseThrow()).isCloseTo(0.9, offset(CLOSE));
    }

    @Test
    void shouldKnowNoRateOfTheFirstSample() {
        Interval interval = new Interval(Optional.empty(), Samples.ebb(100, 10));
        assertThat(interval.perSecond("cmd_get")).isEmpty();
        assertThat(interval.ratioSinceStart("get_hits", "get_misses")).isPresent();
    }

    @Test
    void shouldKnowNoRateOfWhatIsNotTold() {
        Interval interval = new Interval(Optional.of(Samples.memcached(1)), Samples.memcached(2));
        assertThat(interval.perSecond("get_expired")).isEmpty();
        assertThat(interval.perSecond("cmd_get", "no_such_stat")).hasValue(10);
    }

    @Test
    void shouldCompareWithNoOtherProcess() {
        Interval restarted = new Interval(Optional.of(Samples.ebb(100, 10)), Samples.memcached(101));
        assertThat(restarted.perSecond("cmd_get")).isEmpty();
        Sample now = Samples.ebb(100, 10);
        Sample samePid = new Sample(
                now.nanos() + 1, Samples.stats("pid 7", "uptime 1", "cmd_get 99999999"), Map.of(), Map.of(), Map.of());
        assertThat(new Interval(Optional.of(now), samePid).perSecond("cmd_get")).isEmpty();
    }

    @Test
    void shouldKnowNoRateAfterAReset() {
        Interval reset = new Interval(Optional.of(Samples.ebb(100, 10)), Samples.ebb(101, 1));
        assertThat(reset.perSecond("cmd_get")).isEmpty();
        assertThat(reset.ratio("get_hits", "get_misses")).isEmpty();
    }

    @Test
    void shouldKnowNoRatioOfNothing() {
        Interval idle = new Interval(Optional.of(Samples.ebb(100, 10)), Samples.ebb(101, 10));
        assertThat(idle.ratio("get_hits", "get_misses")).isEmpty();
        assertThat(idle.perSecond("cmd_get")).hasValue(0);
    }
}
