package io.ebbcache.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LatencyCellsTest {

    private final Latencies latencies = new Latencies();
    private final LatencyCells cells = latencies.newCells();

    @Test
    void shouldPutDurationsWhereTheirBoundsSay() {
        for (int bucket = 0; bucket < LatencyCells.BUCKETS - 1; bucket++) {
            long bound = LatencyCells.boundNanos(bucket);
            assertThat(LatencyCells.bucket(bound)).isEqualTo(bucket);
            assertThat(LatencyCells.bucket(bound + 1)).isEqualTo(bucket + 1);
        }
        assertThat(LatencyCells.bucket(-1)).isZero();
        assertThat(LatencyCells.bucket(0)).isZero();
        assertThat(LatencyCells.bucket(Long.MAX_VALUE)).isEqualTo(LatencyCells.BUCKETS - 1);
    }

    @Test
    void shouldAddUpThreadsAndKeepKindsApart() {
        cells.record(Latency.GET, 300);
        latencies.newCells().recordConcurrently(Latency.GET, 400);
        cells.record(Latency.STORE, 300);
        assertThat(latencies.counts(Latency.GET)[1]).isEqualTo(2);
        assertThat(latencies.sumNanos(Latency.GET)).isEqualTo(700);
        for (Latency other : Latency.values()) {
            long expected = other == Latency.GET ? 2 : other == Latency.STORE ? 1 : 0;
            assertThat(Arrays.stream(latencies.counts(other)).sum())
                    .as(other.name())
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldTimeTheFirstCommandAndOneInSixtyFourOrSoAfterIt() {
        CommandTimer timer = new CommandTimer(cells);
        timer.begin();
        timer.end(Latency.DELETE);
        assertThat(Arrays.stream(latencies.counts(Latency.DELETE)).sum()).isEqualTo(1);
        for (int i = 0; i < 64_000; i++) {
            timer.begin();
            timer.end(Latency.GET);
            timer.end(Latency.GET); // has ended before
        }
        assertThat(Arrays.stream(latencies.counts(Latency.GET)).sum()).isBetween(900L, 1_100L);
    }

    @Test
    void shouldNotTimeWhatHasNotEnded() {
        CommandTimer timer = new CommandTimer(cells);
        timer.begin();
        timer.begin();
        timer.end(Latency.GET);
        assertThat(Arrays.stream(latencies.counts(Latency.GET)).sum()).isZero();
    }
}
