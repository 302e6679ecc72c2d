package io.ebbcache.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.stats.StoreCounter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Threads count in a store that is always full, so that the counters are moved from segment to segment under their hands, or given
 * up. Who finds a counter gone begins its next life. A number tells its counter, its life and its count, so that within a life the
 * counts that were returned must be 1, 2, 3 and so on: none twice, which would be an old copy that came back, and none missing, which
 * would be a lost count.
 */
class CountersInMotionTest {

    private static final int INCREMENTS_PER_THREAD = 5_000 * Integer.getInteger("ebb.lincheck.iterations", 30);
    private static final int THREADS = 3;
    private static final int COUNTERS = 20_000;
    private static final int COUNT_BITS = 32;
    private static final int LIFE_BITS = 16;
    private static final int CAPACITY_MIB = 48;
    private static final int MAX_BYTES = 1 << 20;
    private static final int FILLING_BYTES = 10_000;
    private static final int FILLINGS_AT_ONCE = 1_000;
    private static final int FILLINGS_PER_WAIT = 20;
    private static final long PAGE_BYTES = StoreStatistics.PAGE_BYTES;

    private final long seed = Long.getLong("ebb.lincheck.seed", System.nanoTime());

    /** The latest life of each counter. Guarded by itself, so that a life that is found after another is a later one. */
    private final int[] lives = new int[COUNTERS];

    private final AtomicInteger working = new AtomicInteger(THREADS);
    private final AtomicBoolean failed = new AtomicBoolean();

    static List<RegionKind> kinds() {
        return TestStores.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldNeverLoseACount(RegionKind kind) throws Exception {
        System.out.println("counters in motion, " + kind + ", seed " + seed);
        try (Store store = Store.open(TestStores.config(kind, CAPACITY_MIB, MAX_BYTES))) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Counting> countings = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                countings.add(new Counting(store.newLane(), random.split()));
            }
            List<Callable<Void>> tasks = new ArrayList<>(countings);
            Lane filler = store.newLane();
            SplittableRandom fillerRandom = random.split();
            tasks.add(() -> fill(store, filler, fillerRandom));
            run(tasks);
            long[] returned = countings.stream()
                    .flatMapToLong(counting -> counting.returned.longStream())
                    .sorted()
                    .toArray();
            print(store.statistics(), returned);
            assertNoneMissing(returned);
            assertLast(filler, returned);
            assertThat(store.statistics().get(StoreCounter.MOVED_ITEMS)).isGreaterThan(100);
            assertThat(laterLives(returned)).isGreaterThan(100);
        }
    }

    private void run(List<Callable<Void>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void print(StoreStatistics statistics, long[] returned) {
        System.out.printf(
                "  %d increments of %d counters, which began anew %d times; %d items moved, %d given up, %d lost; %d segments given up unsorted%n",
                returned.length,
                COUNTERS,
                laterLives(returned),
                statistics.get(StoreCounter.MOVED_ITEMS),
                statistics.get(StoreCounter.EVICTIONS),
                statistics.get(StoreCounter.DROPPED_ITEMS),
                statistics.get(StoreCounter.SEGMENTS_EVICTED_UNSORTED));
    }

    /** Lives of counters that had been gone. */
    private static int laterLives(long[] returned) {
        int later = 0;
        for (int i = 1; i < returned.length; i++) {
            boolean sameCounter = counter(returned[i - 1]) == counter(returned[i]);
            boolean sameLife = firstOfLife(returned[i - 1]) == firstOfLife(returned[i]);
            later += sameCounter && !sameLife ? 1 : 0;
        }
        return later;
    }

    private static void assertNoneMissing(long[] returned) {
        long before = -1;
        for (long number : returned) {
            boolean sameLife = before >= 0 && firstOfLife(before) == firstOfLife(number);
            long expected = sameLife ? before + 1 : firstOfLife(number) + 1;
            if (number != expected) {
                assertThat(name(number)).isEqualTo(name(expected));
            }
            before = number;
        }
    }

    /** What a counter holds in the end is what was returned last in its life. */
    private static void assertLast(Lane lane, long[] returned) {
        try (CopyingSink sink = new CopyingSink(MAX_BYTES)) {
            for (int counter = 0; counter < COUNTERS; counter++) {
                if (lane.get(key(counter), sink) == Outcome.FOUND) {
                    long number = Long.parseLong(sink.text());
                    int after = -Arrays.binarySearch(returned, number | ((1L << COUNT_BITS) - 1)) - 1;
                    boolean counted = after > 0 && firstOfLife(returned[after - 1]) == firstOfLife(number);
                    assertThat(name(number)).isEqualTo(name(counted ? returned[after - 1] : firstOfLife(number)));
                }
            }
        }
    }

    private static Key key(int counter) {
        return BytesValue.key("counter-" + counter);
    }

    private static long firstOfLife(long number) {
        return (number >>> COUNT_BITS) << COUNT_BITS;
    }

    private static long counter(long number) {
        return number >>> (LIFE_BITS + COUNT_BITS);
    }

    private static String name(long number) {
        return "counter " + counter(number) + ", life " + ((number >>> COUNT_BITS) & ((1 << LIFE_BITS) - 1))
                + ", count " + (int) number;
    }

    /** Needs room all the time, in turns faster than the store can sort what to keep, and no faster; and takes a page now and then. */
    private @Nullable Void fill(Store store, Lane lane, SplittableRandom random) throws InterruptedException {
        BytesValue value = BytesValue.of(new byte[FILLING_BYTES]);
        long pages = store.config().capacityBytes() / PAGE_BYTES;
        for (long i = 0; working.get() > 0 && !failed.get(); i++) {
            boolean patient = random.nextInt(4) > 0;
            for (int j = 0; j < FILLINGS_AT_ONCE; j++) {
                lane.store(StoreMode.SET, BytesValue.key("filling-" + i + "-" + j), 0, 0, 0, value);
                if (j % FILLINGS_PER_WAIT == 0) {
                    store.drop(random.nextLong(pages) * PAGE_BYTES, PAGE_BYTES);
                    if (patient) {
                        store.awaitRoom();
                    }
                }
            }
        }
        return null;
    }

    /** One thread that counts. */
    private final class Counting implements Callable<Void> {
        private final Lane lane;
        private final SplittableRandom random;
        private final LongArrayList returned = new LongArrayList();
        private final long[] seen = new long[COUNTERS];

        Counting(Lane lane, SplittableRandom random) {
            this.lane = lane;
            this.random = random;
        }

        @Override
        public @Nullable Void call() {
            try (CopyingSink sink = new CopyingSink(MAX_BYTES)) {
                while (returned.size() < INCREMENTS_PER_THREAD && !failed.get()) {
                    int counter = draw();
                    Key key = key(counter);
                    int dice = random.nextInt(100);
                    if (dice < 50) {
                        increment(counter, key);
                    } else if (dice < 99) {
                        read(counter, key, sink);
                    } else {
                        lane.delete(key, 0);
                    }
                }
                return null;
            } catch (RuntimeException | Error e) {
                failed.set(true);
                throw e;
            } finally {
                working.decrementAndGet();
            }
        }

        /** Some are met by all threads at once, and some are left alone until they are moved. */
        private int draw() {
            double share = random.nextDouble();
            return (int) (COUNTERS * share * share * share * share);
        }

        private void increment(int counter, Key key) {
            Outcome outcome = lane.increment(key, 1);
            if (outcome == Outcome.STORED) {
                see(counter, lane.number());
                returned.addLong(lane.number());
            } else if (outcome == Outcome.NOT_FOUND) {
                begin(counter, key);
            }
        }

        private void begin(int counter, Key key) {
            synchronized (lives) {
                long life = lives[counter] + 1L;
                long first = (((long) counter << LIFE_BITS) | life) << COUNT_BITS;
                if (lane.store(StoreMode.ADD, key, 0, 0, 0, BytesValue.of(Long.toString(first))) == Outcome.STORED) {
                    lives[counter]++;
                }
            }
        }

        private void read(int counter, Key key, CopyingSink sink) {
            if (lane.get(key, sink) == Outcome.FOUND) {
                see(counter, Long.parseLong(sink.text()));
            }
        }

        /** What a thread sees of a counter does not go back, nor to an earlier life. */
        private void see(int counter, long number) {
            long before = seen[counter];
            if (number < before) {
                throw new AssertionError(name(number) + " after " + name(before));
            }
            seen[counter] = number;
        }
    }
}
