package io.ebbcache.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ebbcache.history.History;
import io.ebbcache.region.nativemem.NativeMemory;
import io.ebbcache.store.DroppedItem.Event;
import io.ebbcache.store.DroppedItem.Operation;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.stats.StoreCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three threads do this and that to one item while one of them drops all pages of the region now and then. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DropLinearizabilityTest {

    private static final int SECONDS = Integer.getInteger("ebb.lincheck.seconds", 4);
    private static final int THREADS = 3;
    private static final int EVENTS_OF_THREAD = 20;

    /** Small, so that sums and appended digits stay numbers. */
    private static final int MAX_ARGUMENT = 9;

    private static final int DROPPER = 0;
    private static final int EVENTS_A_DROP = 8;

    private static final List<Operation> OPERATIONS = List.of(
            Operation.GET,
            Operation.GET,
            Operation.SET,
            Operation.ADD,
            Operation.APPEND,
            Operation.DELETE,
            Operation.INCREMENT,
            Operation.INCREMENT);

    private final long seed = Long.getLong("ebb.lincheck.seed", System.nanoTime());
    private final CyclicBarrier start = new CyclicBarrier(THREADS);

    /** Written by the dropper, as the next. */
    private volatile int dropsBegun;

    private volatile int dropsEnded;

    @Test
    void shouldLoseAnItemOnlyToADrop() throws Exception {
        assumeTrue(NativeMemory.find().isPresent(), "open segments are dropped only where memory can be mapped");
        System.out.println("linearizability of the store under drops, seed " + seed);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Store store = TestStores.emulated()) {
            List<LaneOfThread> lanes = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                lanes.add(new LaneOfThread(store));
            }
            long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            int rounds = 0;
            while (System.nanoTime() < end) {
                History<Event> history = round(threads, store, lanes, rounds);
                assertThat(history.isLinearizable(new DroppedItem()))
                        .as("round %d of seed %d: %s", rounds, seed, history)
                        .isTrue();
                rounds++;
            }
            long dropped = store.statistics().get(StoreCounter.DROPPED_ITEMS);
            System.out.printf("  %d rounds, %d items found dropped%n", rounds, dropped);
            assertThat(dropped).isPositive();
            lanes.forEach(LaneOfThread::close);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each round is about another item. */
    private History<Event> round(ExecutorService threads, Store store, List<LaneOfThread> lanes, int round)
            throws Exception {
        dropsBegun = 0;
        dropsEnded = 0;
        History<Event> history = new History<>(THREADS);
        List<Future<?>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            SplittableRandom random = new SplittableRandom(seed + (long) round * THREADS + thread);
            results.add(threads.submit(() -> {
                Key key = BytesValue.key("item-" + round);
                start.await();
                for (int event = 0; event < EVENTS_OF_THREAD; event++) {
                    if (thread == DROPPER && random.nextInt(EVENTS_A_DROP) == 0) {
                        drop(store, history);
                    } else {
                        history.record(thread, () -> operate(lanes.get(thread), key, random));
                    }
                }
                return null;
            }));
        }
        for (Future<?> result : results) {
            result.get();
        }
        return history;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void drop(Store store, History<Event> history) throws Exception {
        history.record(DROPPER, () -> new Event(Operation.DROP_BEGINS, 0, "", 0, 0));
        dropsBegun++;
        store.drop(0, store.config().capacityBytes());
        dropsEnded++;
        history.record(DROPPER, () -> new Event(Operation.DROP_ENDS, 0, "", 0, 0));
    }

    private Event operate(LaneOfThread lane, Key key, SplittableRandom random) {
        Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        int argument = random.nextInt(1, MAX_ARGUMENT + 1);
        int endedBefore = dropsEnded;
        String outcome = switch (operation) {
            case GET -> lane.get(key);
            case SET -> lane.store(StoreMode.SET, key, argument).name();
            case ADD -> lane.store(StoreMode.ADD, key, argument).name();
            case APPEND -> lane.store(StoreMode.APPEND, key, argument).name();
            case DELETE -> lane.delete(key).name();
            case INCREMENT -> lane.increment(key, argument);
            case DROP_BEGINS, DROP_ENDS -> throw new AssertionError(operation);
        };
        return new Event(operation, argument, outcome, endedBefore, dropsBegun);
    }
}
