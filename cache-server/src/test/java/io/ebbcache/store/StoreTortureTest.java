package io.ebbcache.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.stats.StoreCounter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many threads and a few keys in a small store whose pages are taken away all the time. Every value proves itself: it holds its key,
 * a number drawn for it, and bytes that follow from both.
 */
class StoreTortureTest {

    private static final int SECONDS = Integer.getInteger("ebb.torture.seconds", 4);
    private static final int MAX_VALUE_BYTES = 3 << 20;
    private static final int KEYS = 2_000;
    private static final int HEAD_BYTES = 16;

    private final long seed = Long.getLong("ebb.torture.seed", System.nanoTime());
    private final AtomicBoolean ends = new AtomicBoolean();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder stores = new LongAdder();

    static List<RegionKind> kinds() {
        return TestStores.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldNeverReturnAWrongByte(RegionKind kind) throws InterruptedException {
        System.out.println("torture of the store, " + kind + ", seed " + seed);
        try (Store store = Store.open(TestStores.config(kind, 64, MAX_VALUE_BYTES + 1024))) {
            torture(store, List.of());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldNeverReturnAWrongByteWhileItsLimitChanges(RegionKind kind) throws InterruptedException {
        System.out.println("torture of the store and its limit, " + kind + ", seed " + seed);
        try (Store store = Store.open(TestStores.config(kind, 192, 64, MAX_VALUE_BYTES + 1024))) {
            SplittableRandom random = new SplittableRandom(seed + 101);
            torture(store, List.of(thread(() -> changeLimit(store, random))));
        }
    }

    private void torture(Store store, List<Thread> others) throws InterruptedException {
        List<Thread> threads = new ArrayList<>(others);
        for (int i = 0; i < 4; i++) {
            Lane lane = store.newLane();
            SplittableRandom random = new SplittableRandom(seed + i);
            threads.add(thread(() -> work(lane, random)));
        }
        SplittableRandom random = new SplittableRandom(seed + 100);
        threads.add(thread(() -> drop(store, random)));
        threads.forEach(Thread::start);
        await(threads);
        StoreStatistics statistics = store.statistics();
        System.out.printf(
                "  %d hits, %d misses, %d stores, %d items found dropped, %d evicted, %d there%n",
                hits.sum(),
                misses.sum(),
                stores.sum(),
                statistics.get(StoreCounter.DROPPED_ITEMS),
                statistics.get(StoreCounter.EVICTIONS),
                statistics.currItems());
        assertThat(failure.get()).isNull();
        assertThat(hits.sum()).isGreaterThan(1_000);
        assertThat(misses.sum()).isGreaterThan(1_000);
        assertThat(statistics.get(StoreCounter.DROPPED_ITEMS)).isGreaterThan(100);
        assertThat(statistics.currItems()).isBetween(0L, (long) KEYS);
        store.flushAll();
        assertThat(store.statistics().currItems()).isZero();
        assertThat(store.statistics().bytes()).isZero();
    }

    private static void changeLimit(Store store, SplittableRandom random) {
        long least = StoreConfig.minCapacityBytes(
                store.config().maxItemBytes(), store.config().lanes());
        long limit = random.nextLong(least, store.config().capacityBytes() + 1);
        assertThat(store.limit(limit)).isTrue();
        LockSupport.parkNanos(random.nextLong(20_000_000));
    }

    private void await(List<Thread> threads) throws InterruptedException {
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        while (System.nanoTime() < end && failure.get() == null) {
            Thread.sleep(10);
        }
        ends.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Thread thread(Runnable work) {
        return new Thread(() -> {
            try {
                while (!ends.get()) {
                    work.run();
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e.toString() + " at " + e.getStackTrace()[0]);
                throw e;
            }
        });
    }

    private void work(Lane lane, SplittableRandom random) {
        CopyingSink sink = new CopyingSink(2 * MAX_VALUE_BYTES);
        for (int i = 0; i < 1_000 && !ends.get(); i++) {
            int number = random.nextInt(KEYS);
            Key key = BytesValue.key("key-" + number);
            int dice = random.nextInt(100);
            if (dice < 60) {
                if (lane.get(key, sink) == Outcome.FOUND) {
                    hits.increment();
                    verify(number, sink.bytes());
                } else {
                    misses.increment();
                }
            } else if (dice < 90) {
                lane.store(StoreMode.SET, key, number, 0, 0, value(number, random));
                stores.increment();
            } else if (dice < 94) {
                lane.delete(key, 0);
            } else if (dice < 96) {
                lane.touch(key, 0);
            } else if (dice < 98) {
                lane.store(StoreMode.ADD, key, number, 0, 0, value(number, random));
            } else {
                lane.store(StoreMode.REPLACE, key, number, 0, 0, value(number, random));
            }
        }
        sink.close();
    }

    private static void drop(Store store, SplittableRandom random) {
        long page = 4096;
        long pages = store.config().capacityBytes() / page;
        long first = random.nextLong(pages);
        store.drop(first * page, Math.min(1 + random.nextInt(4), pages - first) * page);
        Thread.onSpinWait();
    }

    private static BytesValue value(int number, SplittableRandom random) {
        int sizeClass = random.nextInt(1_000);
        int length = HEAD_BYTES
                + (sizeClass < 900
                        ? random.nextInt(2_000)
                        : sizeClass < 995 ? random.nextInt(100_000) : random.nextInt(MAX_VALUE_BYTES - HEAD_BYTES));
        long salt = random.nextLong();
        byte[] bytes = new byte[length];
        fill(number, salt, bytes);
        return BytesValue.of(bytes);
    }

    private static void fill(int number, long salt, byte[] bytes) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        long state = salt ^ number;
        for (int at = HEAD_BYTES; at < bytes.length; at++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            bytes[at] = (byte) (state >>> 56);
        }
        buffer.putInt(0, number);
        buffer.putInt(4, bytes.length);
        buffer.putLong(8, salt);
    }

    private void verify(int number, byte[] bytes) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        byte[] expected = new byte[bytes.length];
        fill(number, bytes.length < HEAD_BYTES ? 0 : buffer.getLong(8), expected);
        if (!Arrays.equals(expected, bytes)) {
            failure.compareAndSet(
                    null, "wrong value of " + bytes.length + " bytes for key " + number + ", seed " + seed);
        }
    }

    /** Nothing is lost while there is room, so the numbers that increments return are all different and add up. */
    @Test
    void shouldIncrementOneAfterTheOther() throws InterruptedException {
        int perThread = 50_000;
        int counters = 3;
        try (Store store = TestStores.emulated()) {
            Lane first = store.newLane();
            for (int i = 0; i < counters; i++) {
                first.store(StoreMode.SET, BytesValue.key("n" + i), 0, 0, 0, BytesValue.of("0"));
            }
            List<Thread> threads = new ArrayList<>();
            Set<String> returned = ConcurrentHashMap.newKeySet();
            for (int t = 0; t < 3; t++) {
                Lane lane = store.newLane();
                threads.add(new Thread(() -> {
                    for (int i = 0; i < perThread; i++) {
                        String name = "n" + i % counters;
                        if (lane.increment(BytesValue.key(name), 1) != Outcome.STORED
                                || !returned.add(name + "=" + lane.number())) {
                            failure.compareAndSet(null, name + " returned " + lane.number() + " twice, or is lost");
                        }
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failure.get()).isNull();
            assertThat(returned).hasSize(3 * perThread);
            assertThat(store.statistics().get(StoreCounter.EVICTIONS)).isZero();
        }
    }

    /** Of those that try to change one version, one succeeds. */
    @Test
    void shouldLetOneCompareAndSetWin() throws InterruptedException {
        int rounds = 30_000;
        try (Store store = TestStores.emulated()) {
            Lane setter = store.newLane();
            setter.store(StoreMode.SET, BytesValue.key("c"), 0, 0, 0, BytesValue.of("0"));
            LongAdder won = new LongAdder();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                Lane lane = store.newLane();
                threads.add(new Thread(() -> {
                    try (CopyingSink sink = new CopyingSink(64)) {
                        Key key = BytesValue.key("c");
                        while (true) {
                            if (lane.get(key, sink) != Outcome.FOUND) {
                                failure.compareAndSet(null, "lost");
                                return;
                            }
                            int value = Integer.parseInt(sink.text());
                            if (value >= rounds) {
                                return;
                            }
                            BytesValue next = BytesValue.of(Integer.toString(value + 1));
                            if (lane.store(StoreMode.CAS, key, 0, 0, sink.cas(), next) == Outcome.STORED) {
                                won.increment();
                            }
                        }
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failure.get()).isNull();
            assertThat(won.sum()).isEqualTo(rounds);
        }
    }
}
