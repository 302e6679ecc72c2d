package io.ebbcache.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.bench.load.LoadThread.Phase;
import io.ebbcache.bench.load.Tally.Count;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Latency at a fixed rate, with a clock that stands still until the test moves it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OpenLoopTest {
    private static final long MILLI = 1_000_000;
    private static final double TEN_A_SECOND = 10;

    private final AtomicLong clock = new AtomicLong(5_000 * MILLI);

    @Test
    void shouldGiveEachConnectionItsTurn() {
        Pacer pacer = new Pacer(TEN_A_SECOND, 2);
        pacer.begin(1_000 * MILLI);
        assertThat(pacer.due(3)).isEqualTo(1_300 * MILLI);
        assertThat(pacer.isDue(0, 1_000 * MILLI)).isTrue();
        assertThat(pacer.isDue(1, 1_099 * MILLI)).isFalse();
        assertThat(pacer.take(0)).isEqualTo(1_000 * MILLI);
        assertThat(pacer.take(0)).isEqualTo(1_200 * MILLI);
        assertThat(pacer.take(1)).isEqualTo(1_100 * MILLI);
    }

    @Test
    void shouldChargeAStandstillToAllWhoWouldHaveCome() throws Exception {
        try (SlowServer server = new SlowServer("END\r\n");
                LoadThread load = new LoadThread(plan(server.address()), 0, clock::get)) {
            Thread thread = new Thread(load, "load");
            thread.start();
            load.enter(Phase.RUN);
            server.awaitQuestion();
            clock.addAndGet(1_000 * MILLI); // the server stood still for a second, in which ten more should have come
            server.answer();
            await().until(() -> load.tally().shown(Count.COMMANDS) == 11);
            load.enter(Phase.END);
            thread.join();

            Histogram nanos = new Histogram(3);
            load.tally().takeGets(nanos);
            assertThat(nanos.getTotalCount()).isEqualTo(11);
            for (int number = 0; number <= 10; number++) {
                long late = (1_000 - 100L * number) * MILLI;
                assertThat(nanos.getCountBetweenValues(Math.max(0, late - MILLI), late + MILLI))
                        .as("command " + number)
                        .isOne();
            }
        }
    }

    private static LoadPlan plan(InetSocketAddress address) {
        Workload gets = new Workload(KeyDistribution.parse("uniform", 10), ValueSizes.fixed(10), 1, 1, 0, false, false);
        return new LoadPlan(new Target(address, WireProtocol.TEXT, 1, 1, 1), gets, TEN_A_SECOND, 1);
    }
}
