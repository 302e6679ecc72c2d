package io.ebbcache.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    @Test
    void shouldGiveAllOrNothing() {
        MemoryBudget budget = new MemoryBudget(100);
        assertThat(budget.acquire(60)).isTrue();
        assertThat(budget.acquire(41)).isFalse();
        assertThat(budget.acquire(40)).isTrue();
        assertThat(budget.used()).isEqualTo(100);
        budget.release(60);
        assertThat(budget.used()).isEqualTo(40);
    }

    @Test
    void shouldNoticeWhatWasNeverTaken() {
        MemoryBudget budget = new MemoryBudget(100);
        assertThatThrownBy(() -> budget.release(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new MemoryBudget(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNeverBeOverdrawnByManyThreads() {
        MemoryBudget budget = new MemoryBudget(1000);
        AtomicLong held = new AtomicLong();
        IntStream.range(0, 100_000).parallel().forEach(i -> {
            if (budget.acquire(i % 400)) {
                assertThat(held.addAndGet(i % 400)).isLessThanOrEqualTo(1000);
                held.addAndGet(-(i % 400));
                budget.release(i % 400);
            }
        });
        assertThat(budget.used()).isZero();
    }
}
