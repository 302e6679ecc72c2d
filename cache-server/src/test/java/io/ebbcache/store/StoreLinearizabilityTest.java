package io.ebbcache.store;

import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever three threads do to the same keys at once, the outcomes are as if one had followed the other (Herlihy, Wing:
 * Linearizability, 1990). Lincheck draws the scenarios, runs each of them many times and looks for the order. Threads really run
 * side by side: the store's memory is out of reach for a model checker.
 */
class StoreLinearizabilityTest {

    private static final int ITERATIONS = Integer.getInteger("ebb.lincheck.iterations", 30);
    private static final int INVOCATIONS = 1_500;

    /** A flush gives memory back and takes it anew, so there is time for fewer. */
    private static final int INVOCATIONS_WITH_FLUSHES = 300;

    private final Store store = TestStores.emulated();

    @BeforeEach
    void open() {
        LinearizableOperations.use(store);
    }

    @AfterEach
    void close() {
        LinearizableOperations.leave();
        store.close();
    }

    private static StressOptions options(int invocations) {
        return new StressOptions()
                .iterations(ITERATIONS)
                .invocationsPerIteration(invocations)
                .threads(3)
                .actorsBefore(1)
                .actorsPerThread(4)
                .actorsAfter(2)
                .sequentialSpecification(SequentialCache.class);
    }

    @Test
    void shouldBeLinearizable() {
        options(INVOCATIONS).check(LinearizableOperations.class);
    }

    @Test
    void shouldFlushAtOneMoment() {
        options(INVOCATIONS_WITH_FLUSHES).check(FlushableOperations.class);
    }
}
