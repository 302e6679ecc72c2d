package io.ebbcache.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Latencies;
import io.ebbcache.server.command.Latency;
import io.ebbcache.server.command.LatencyCells;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {

    private static final Offset<Double> CLOSE = Offset.offset(1e-6);

    private final Latencies latencies = new Latencies();
    private final LatencyCells cells = latencies.newCells();
    private final LatencyWindow window = new LatencyWindow(latencies, Latency.GET);

    private void record(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            cells.record(Latency.GET, nanos);
        }
    }

    @Test
    void shouldKnowNothingOfNothing() {
        window.look();
        assertThat(window.quantile(0.5)).isNaN();
    }

    @Test
    void shouldTellOnlyWhatCameBetweenTwoLooks() {
        record(100, 1_000_000);
        window.look();
        record(10, 300);
        cells.record(Latency.STORE, 1_000_000);
        window.look();
        assertThat(window.quantile(1)).isEqualTo(512, CLOSE);
        window.look();
        assertThat(window.quantile(1)).isNaN();
    }

    @Test
    void shouldNotBeAboutWhatWasBeforeIt() {
        record(100, 1_000_000);
        LatencyWindow later = new LatencyWindow(latencies, Latency.GET);
        later.look();
        assertThat(later.quantile(0.5)).isNaN();
    }

    @Test
    void shouldDivideABucketEvenly() {
        record(100, 300); // above 256, up to 512
        window.look();
        assertThat(window.quantile(0)).isEqualTo(256, CLOSE);
        assertThat(window.quantile(0.25)).isEqualTo(320, CLOSE);
        assertThat(window.quantile(0.5)).isEqualTo(384, CLOSE);
        assertThat(window.quantile(1)).isEqualTo(512, CLOSE);
    }

    @Test
    void shouldGoThroughBucketsInOrder() {
        record(98, 100); // up to 256
        record(1, 1_000); // above 512, up to 1024
        record(1, 1_000_000); // up to 2^20
        window.look();
        assertThat(window.quantile(0.49)).isEqualTo(128, CLOSE);
        assertThat(window.quantile(0.98)).isEqualTo(256, CLOSE);
        assertThat(window.quantile(0.985)).isEqualTo(768, CLOSE);
        assertThat(window.quantile(0.99)).isEqualTo(1024, CLOSE);
        assertThat(window.quantile(0.999)).isBetween((double) (1 << 19), (double) (1 << 20));
    }

    @Test
    void shouldTellTheLeastOfWhatHasNoBound() {
        record(1, Long.MAX_VALUE);
        window.look();
        assertThat(window.quantile(0.5)).isEqualTo(1L << 34, CLOSE);
    }
}
