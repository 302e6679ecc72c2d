package io.ebbcache.store;

import static io.ebbcache.store.BytesValue.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.region.nativemem.NativeMemory;
import io.ebbcache.store.stats.StoreCounter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit of a store that runs, up and down; what memory it takes is asked of the kernel. */
class StoreLimitTest {

    private static final long MIB = 1 << 20;
    private static final int MAX_ITEM_BYTES = 8 << 20;
    private static final int LANES = 4;

    private final long seed = Long.getLong("ebb.limit.seed", System.nanoTime());

    static List<RegionKind> kinds() {
        return TestStores.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldFillWhatARaisedLimitAllows(RegionKind kind) throws InterruptedException {
        int items = 150_000;
        try (Store store = Store.open(TestStores.config(kind, 512, 32, 1 << 20))) {
            assertThat(store.limitBytes()).isEqualTo(32 * MIB);
            inAllLanes(store, (lane, number) -> {
                BytesValue small = BytesValue.of("s" + number);
                for (int i = 0; i < items; i++) {
                    lane.store(StoreMode.SET, key(number + "-" + i), 0, 0, 0, small);
                }
            });
            assertThat(store.statistics().segments()).isLessThanOrEqualTo(16);
            assertThat(store.index().bytes()).isLessThanOrEqualTo(8 * MIB);
            assertThat(store.statistics().get(StoreCounter.EVICTIONS)).isPositive();

            assertThat(store.limit(128 * MIB)).isTrue();
            store.flushAll();
            long evictionsBefore = store.statistics().get(StoreCounter.EVICTIONS);
            AtomicInteger found = new AtomicInteger();
            inAllLanes(store, (lane, number) -> {
                BytesValue small = BytesValue.of("s" + number);
                for (int i = 0; i < items; i++) {
                    lane.store(StoreMode.SET, key(number + "-" + i), 0, 0, 0, small);
                }
                try (CopyingSink sink = new CopyingSink(64)) {
                    for (int i = 0; i < items; i++) {
                        boolean hit = lane.get(key(number + "-" + i), sink) == Outcome.FOUND;
                        found.addAndGet(hit && sink.text().equals("s" + number) ? 1 : 0);
                    }
                }
            });
            assertThat(store.statistics().get(StoreCounter.EVICTIONS)).isEqualTo(evictionsBefore);
            assertThat(found.get()).isEqualTo(LANES * items);
            assertThat(store.index().bytes()).isBetween(8 * MIB, 32 * MIB);

            BytesValue large = BytesValue.of(new byte[500_000]);
            inAllLanes(store, (lane, number) -> {
                for (int i = 0; i < 60; i++) {
                    lane.store(StoreMode.SET, key(number + "-large-" + i), 0, 0, 0, large);
                }
            });
            assertThat(store.statistics().segments()).isBetween(60, 64);
            // what has ended a moment ago is given back by the maintenance thread
            await().untilAsserted(() -> assertThat(residentBytes(store)).isBetween(112 * MIB, 128 * MIB));
        }
    }

    /** Lanes have segments open, and values of several segments are on their way, when the limit falls. */
    @ParameterizedTest
    @MethodSource("kinds")
    void shouldGiveMemoryBackUnderLoad(RegionKind kind) throws InterruptedException {
        System.out.println("falling limit, " + kind + ", seed " + seed);
        AtomicBoolean ends = new AtomicBoolean();
        AtomicReference<String> failure = new AtomicReference<>();
        try (Store store = Store.open(TestStores.config(kind, 512, 256, MAX_ITEM_BYTES))) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                Lane lane = store.newLane();
                SplittableRandom random = new SplittableRandom(seed + i);
                threads.add(new Thread(() -> storeAndVerify(lane, random, ends, failure)));
            }
            threads.forEach(Thread::start);
            for (int round = 0; round < 3; round++) {
                await().untilAsserted(() -> assertThat(residentBytes(store)).isGreaterThan(200 * MIB));
                assertThat(store.limit(64 * MIB)).isTrue();
                // what has just ended is still there for a moment
                await().untilAsserted(() -> assertThat(residentBytes(store)).isLessThan(72 * MIB));
                assertThat(store.limit(300 * MIB)).isTrue();
            }
            assertThat(store.limit(64 * MIB)).isTrue();
            ends.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failure.get()).isNull();
            await().untilAsserted(() -> {
                assertThat(store.statistics().segments()).isLessThanOrEqualTo(32);
                assertThat(residentBytes(store)).isLessThanOrEqualTo(64 * MIB);
            });
            assertThat(store.statistics().get(StoreCounter.STORE_NO_MEMORY)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldGiveMemoryBackAtOnceWhenIdle(RegionKind kind) throws InterruptedException {
        try (Store store = Store.open(TestStores.config(kind, 512, 512, 1 << 20))) {
            BytesValue value = BytesValue.of(new byte[100_000]);
            inAllLanes(store, (lane, number) -> {
                for (int i = 0; i < 900; i++) {
                    lane.store(StoreMode.SET, key(number + "-" + i), 0, 0, 0, value);
                }
            });
            assertThat(residentBytes(store)).isGreaterThan(300 * MIB);
            assertThat(store.limit(64 * MIB)).isTrue();
            await().untilAsserted(() -> assertThat(residentBytes(store)).isLessThanOrEqualTo(64 * MIB));
            assertThat(store.statistics().bytes()).isBetween(40 * MIB, 64 * MIB);
            store.flushAll();
            await().untilAsserted(() -> assertThat(residentBytes(store)).isZero());
        }
    }

    @Test
    void shouldRefuseMoreThanItsCapacityAndLessThanItsLanesNeed() {
        try (Store store = Store.open(TestStores.config(RegionKind.EMULATED, 128, 64, 1 << 20))) {
            long least = StoreConfig.minCapacityBytes(1 << 20, 8);
            assertThat(store.limit(129 * MIB)).isFalse();
            assertThat(store.limit(Long.MAX_VALUE)).isFalse();
            assertThat(store.limit(least - 1)).isFalse();
            assertThat(store.limitBytes()).isEqualTo(64 * MIB);
            assertThat(store.limit(128 * MIB)).isTrue();
            assertThat(store.limit(least)).isTrue();
            assertThat(store.limitBytes()).isEqualTo(least);
            assertThat(store.statistics().freeSegments()).isLessThanOrEqualTo((int) (least / (2 * MIB)));
        }
    }

    /** A machine's worth of addresses, a small cache in it. */
    @ParameterizedTest
    @ValueSource(longs = {64, 1 << 10, 24 << 10, 256 << 10})
    void shouldTakeMemoryForWhatItHoldsOnly(long capacityMiB) {
        for (RegionKind kind : kinds()) {
            StoreConfig config = TestStores.config(kind, capacityMiB, 64, 1 << 20);
            try (Store store = Store.open(config)) {
                assertThat(residentBytes(store)).as("%s, empty", kind).isZero();
                assertThat(store.index().bytes()).isLessThanOrEqualTo(64 << 10);
                Lane lane = store.newLane();
                BytesValue value = BytesValue.of("v".repeat(100));
                for (int i = 0; i < 100_000; i++) {
                    lane.store(StoreMode.SET, key("key-" + i), 0, 0, 0, value);
                }
                assertThat(residentBytes(store)).as("%s", kind).isBetween(10 * MIB, 24 * MIB);
                assertThat(store.index().bytes()).isLessThan(24 * 100_000);
                assertThat(store.residency().presentBytes()).isLessThan(24 * MIB);
            }
        }
    }

    private interface Work {
        void run(Lane lane, int number);
    }

    /** The lanes of the first call are used by all. */
    private final List<Lane> lanes = new ArrayList<>();

    private void inAllLanes(Store store, Work work) throws InterruptedException {
        while (lanes.size() < LANES) {
            lanes.add(store.newLane());
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            int number = i;
            threads.add(new Thread(() -> work.run(lanes.get(number), number)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Each value is of bytes that follow from its key. */
    private static void storeAndVerify(
            Lane lane, SplittableRandom random, AtomicBoolean ends, AtomicReference<String> failure) {
        try (CopyingSink sink = new CopyingSink(MAX_ITEM_BYTES)) {
            while (!ends.get()) {
                int number = random.nextInt(2_000);
                int length = number % 20 == 0 ? 6_000_000 + number : 10_000 + number;
                lane.store(StoreMode.SET, key("k" + number), 0, 0, 0, BytesValue.of(bytes(number, length)));
                int other = random.nextInt(2_000);
                if (lane.get(key("k" + other), sink) == Outcome.FOUND
                        && !Arrays.equals(bytes(other, sink.bytes().length), sink.bytes())) {
                    failure.compareAndSet(null, "wrong value for k" + other);
                }
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e.toString());
        }
    }

    private static byte[] bytes(int number, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (number + i * 31 + (i >>> 12));
        }
        return bytes;
    }

    private static long residentBytes(Store store) {
        assumeTrue(NativeMemory.find().isPresent(), "needs Linux to tell what is resident");
        NativeMemory memory = NativeMemory.find().orElseThrow();
        Region region = store.pool().region();
        long pages = 0;
        for (byte page : memory.inCore(region.address(), region.length())) {
            pages += page & 1;
        }
        return pages * memory.pageBytes();
    }
}
