package io.ebbcache.server.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarmingTest {

    private static final int READS = 1000;
    private static final int ROUNDS = 200;
    private static final int PLACES = 1000;

    private final Warming warming = new Warming(0);
    private int nextPlace;

    private void readAndFind(int finds) {
        for (int i = 0; i < READS; i++) {
            warming.read();
            if (i < finds) {
                assertThat(warming.add(nextPlace++, () -> true)).isTrue();
            }
        }
    }

    @Test
    void shouldNeitherAskForNorAddWhatWasWritten() {
        assertThat(warming.mayAsk(7)).isTrue();
        warming.mark(7);
        assertThat(warming.mayAsk(7)).isFalse();
        assertThat(warming.add(7, () -> true)).isFalse();
        assertThat(warming.mayAsk(8)).isTrue();
    }

    @Test
    void shouldAddAndAskOnce() {
        assertThat(warming.add(7, () -> true)).isTrue();
        assertThat(warming.mayAsk(7)).isFalse();
        assertThat(warming.add(7, () -> true)).isFalse();
        assertThat(warming.add(8, () -> false)).isFalse();
    }

    @Test
    void shouldGoOnWhileItFinds() {
        readAndFind(READS / 100);
        warming.look(Warming.WINDOW_NANOS);
        assertThat(warming.isOver()).isFalse();
        readAndFind(READS / 100 - 1);
        warming.look(2 * Warming.WINDOW_NANOS - 1);
        assertThat(warming.isOver()).isFalse();
        warming.look(2 * Warming.WINDOW_NANOS);
        assertThat(warming.isOver()).isTrue();
    }

    @Test
    void shouldNotBeJudgedByAFewReads() {
        warming.read();
        warming.look(10 * Warming.WINDOW_NANOS);
        assertThat(warming.isOver()).isFalse();
    }

    @Test
    void shouldEndInAnyCase() {
        warming.begin(5);
        warming.look(Warming.LONGEST_NANOS + 5);
        assertThat(warming.isOver()).isFalse();
        warming.look(Warming.LONGEST_NANOS + 6);
        assertThat(warming.isOver()).isTrue();
    }

    @Test
    void shouldEndWhenTooMuchWasWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 3_000_000; i++) {
            warming.mark(random.nextInt());
        }
        warming.look(1);
        assertThat(warming.isOver()).as("seed %s", seed).isFalse();
        for (int i = 0; i < 3_000_000; i++) {
            warming.mark(random.nextInt());
        }
        warming.look(1);
        assertThat(warming.isOver()).as("seed %s", seed).isTrue();
    }

    @Test
    void shouldAddNothingWhenItIsOver() {
        warming.end();
        assertThat(warming.mayAsk(7)).isFalse();
        assertThat(warming.add(7, () -> true)).isFalse();
    }

    /** One thread writes what another adds: the write must be what is there in the end. */
    @Test
    void shouldNeverUndoAWrite() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Warming shared = new Warming(0);
                ConcurrentHashMap<Integer, String> store = new ConcurrentHashMap<>();
                Future<?> adder = threads.submit(() -> IntStream.range(0, PLACES)
                        .filter(shared::mayAsk)
                        .forEach(place -> shared.add(place, () -> store.putIfAbsent(place, "old") == null)));
                Future<?> writer =
                        threads.submit(() -> IntStream.range(0, PLACES).forEach(place -> {
                            shared.mark(place);
                            store.remove(place);
                        }));
                writer.get();
                adder.get();
                assertThat(store).as("round %s", round).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
