package io.ebbcache.store.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.collections.Long2LongHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexTest {

    private static final long GIB = 1L << 30;

    private final Set<Long> over = new HashSet<>();
    private final AtomicLong displaced = new AtomicLong();

    private final SlotReclaimer reclaimer = new SlotReclaimer() {
        @Override
        public boolean isOver(long knownHash, long place, long state) {
            return over.contains(IndexSlot.location(place, state));
        }

        @Override
        public void displaced(long place, long state) {
            displaced.incrementAndGet();
        }
    };

    private Index index(long capacityBytes) {
        return new Index(capacityBytes, GIB, GIB, reclaimer);
    }

    private static void insert(Index index, long hash, long location) {
        IndexPartition partition = index.partition(hash);
        partition.lock();
        try {
            partition.insert(IndexSlot.place(hash, location), IndexSlot.state(location, 0) | IndexSlot.storedAt(5));
        } finally {
            partition.unlock();
        }
    }

    private static boolean contains(Index index, long hash, long location, Candidates found) {
        index.find(hash, found);
        for (int i = 0; i < found.count(); i++) {
            if (found.location(i) == location) {
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldPackAndUnpackASlot() {
        long location = (0xA5L << 38) | 0x2A_FFFF_1234L;
        long place = IndexSlot.place(-1, location);
        long state = IndexSlot.state(location, 0xFFFF_FFFFL) | IndexSlot.storedAt(77);
        assertThat(IndexSlot.location(place, state)).isEqualTo(location);
        assertThat(IndexSlot.expiry(state)).isEqualTo(0xFFFF_FFFFL);
        assertThat(IndexSlot.isFetched(state)).isFalse();
        assertThat(IndexSlot.idleSeconds(state, 80)).isEqualTo(3);
        long touched = IndexSlot.touched(IndexSlot.withExpiry(state, 9), 100);
        assertThat(IndexSlot.location(place, touched)).isEqualTo(location);
        assertThat(IndexSlot.expiry(touched)).isEqualTo(9);
        assertThat(IndexSlot.isFetched(touched)).isTrue();
        assertThat(IndexSlot.idleSeconds(touched, 100)).isZero();
    }

    static Stream<Arguments> capacitiesAndItems() {
        return Stream.of(64L << 20, GIB, 24 * GIB, 256 * GIB)
                .flatMap(capacity -> IntStream.of(100_000, 250_000, 700_000, 3_000_000)
                        .mapToObj(items -> Arguments.of(capacity, items)));
    }

    @ParameterizedTest
    @MethodSource("capacitiesAndItems")
    void shouldTakeAtMost24BytesAnItem(long capacity, int items) {
        Random random = new Random(items);
        try (Index index = index(capacity)) {
            Candidates found = new Candidates();
            for (int i = 1; i <= items; i++) {
                insert(index, random.nextLong(), i);
            }
            assertThat(index.slotsUsed()).isEqualTo(items);
            assertThat((double) index.bytes() / items).as("bytes an item").isLessThanOrEqualTo(24);
            random.setSeed(items);
            int lost = 0;
            int extra = 0;
            for (int i = 1; i <= items; i++) {
                long hash = random.nextLong();
                lost += contains(index, hash, i, found) ? 0 : 1;
                extra += found.count() - 1;
            }
            assertThat(lost).isZero();
            assertThat((double) extra / items).as("wrong candidates per search").isLessThan(0.02);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {64L << 20, GIB, 24 * GIB, 256 * GIB})
    void shouldTakeNextToNothingWhenEmpty(long capacity) {
        try (Index index = index(capacity)) {
            Candidates found = new Candidates();
            index.find(1, found);
            assertThat(found.count()).isZero();
            index.sweep();
            assertThat(index.bytes()).isLessThanOrEqualTo(64 << 10);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {64L << 20, 24 * GIB})
    void shouldGiveMemoryBackWhenItEmpties(long capacity) {
        Random random = new Random(4);
        int items = 1_000_000;
        int stay = 100_000;
        long[] hashes = random.longs(items).toArray();
        try (Index index = index(capacity)) {
            Candidates found = new Candidates();
            for (int round = 0; round < 3; round++) {
                for (int i = 1; i <= items; i++) {
                    insert(index, hashes[i - 1], i);
                }
                assertThat(index.bytes()).isGreaterThan(16_000_000);
                for (long i = stay + 1L; i <= items; i++) {
                    over.add(i);
                }
                index.sweep();
                assertThat(index.slotsUsed()).isEqualTo(stay);
                assertThat((double) index.bytes() / stay).as("bytes an item").isLessThan(64);
                for (int i = 1; i <= stay; i++) {
                    assertThat(contains(index, hashes[i - 1], i, found)).isTrue();
                    over.add((long) i);
                }
                index.sweep();
                assertThat(index.slotsUsed()).isZero();
                assertThat(index.bytes()).isLessThanOrEqualTo(64 << 10);
                over.clear();
            }
        }
    }

    /** Whoever comes first takes what there is; the last partition gets its first item in nevertheless. */
    @Test
    void shouldHaveRoomForAnItemInEachPartitionAtItsBound() {
        Random random = new Random(5);
        long capacity = 24 * GIB;
        long bound = Index.minBytes(capacity);
        try (Index index = new Index(capacity, GIB, bound, reclaimer)) {
            Candidates found = new Candidates();
            long inFirstQuarter = (1L << 62) - 1;
            for (int i = 1; i <= 500_000; i++) {
                insert(index, random.nextLong() & inFirstQuarter, i);
            }
            assertThat(displaced.get()).isPositive();
            for (int i = 0; i < index.partitions(); i++) {
                long hash = (long) i * Long.divideUnsigned(-1, index.partitions()) + random.nextInt();
                insert(index, hash, 1_000_000 + i);
                assertThat(contains(index, hash, 1_000_000 + i, found)).isTrue();
            }
            assertThat(index.bytes()).isLessThanOrEqualTo(bound);
        }
    }

    @Test
    void shouldTakeMoreWhenItsBoundIsRaised() {
        Random random = new Random(6);
        long bound = Index.minBytes(64 << 20);
        try (Index index = new Index(64 << 20, GIB, bound, reclaimer)) {
            for (int i = 1; i <= 200_000; i++) {
                insert(index, random.nextLong(), i);
            }
            long before = displaced.get();
            assertThat(before).isPositive();
            index.raise(64 << 20);
            for (int i = 1; i <= 200_000; i++) {
                insert(index, random.nextLong(), 200_000 + i);
            }
            assertThat(displaced.get()).isEqualTo(before);
            assertThat(index.bytes()).isBetween(bound + 1, 64L << 20);
        }
    }

    @Test
    void shouldRefuseABoundBelowItsSmallestSize() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Index(24 * GIB, GIB, 128 << 10, reclaimer));
    }

    @Test
    void shouldHoldItsTablesInTheHeapItSays() {
        assertThat(Index.largestBytes(24 * GIB, 4 << 20)).isGreaterThan(GIB);
        assertThat(Index.largestBytes(64 << 20, 4 << 20)).isGreaterThan(GIB);
        assertThat(Index.largestBytes(24 * GIB, 1 << 10)).isZero();
    }

    @Test
    void shouldClearWhatIsOverBeforeItGrows() {
        Random random = new Random(1);
        try (Index index = index(GIB)) {
            for (int i = 1; i <= 1_000_000; i++) {
                over.add((long) i - 100_000);
                insert(index, random.nextLong(), i);
            }
            assertThat(index.bytes()).isLessThan(4_000_000);
            index.sweep();
            assertThat(index.slotsUsed()).isEqualTo(100_000);
        }
    }

    @Test
    void shouldDisplaceAtItsBound() {
        Random random = new Random(2);
        long bound = Index.minBytes(64 << 20);
        try (Index index = new Index(64 << 20, GIB, bound, reclaimer)) {
            for (int i = 1; i <= 500_000; i++) {
                insert(index, random.nextLong(), i);
            }
            assertThat(index.bytes()).isLessThanOrEqualTo(bound);
            assertThat(displaced.get()).isEqualTo(500_000 - index.slotsUsed());
        }
    }

    /** What is there all the time is found all the time, whatever else is inserted, cleared and moved. */
    @Test
    void shouldLoseNothingForReadersWhileItGrowsAndShrinks() throws InterruptedException {
        Random random = new Random(3);
        Long2LongHashMap stays = new Long2LongHashMap(0);
        try (Index index = index(64 << 20)) {
            for (int i = 1; i <= 10_000; i++) {
                long hash = random.nextLong();
                stays.put(hash, i);
                insert(index, hash, i);
            }
            AtomicBoolean ends = new AtomicBoolean();
            AtomicLong missing = new AtomicLong();
            AtomicLong searches = new AtomicLong();
            Thread reader = new Thread(() -> {
                Candidates found = new Candidates();
                while (!ends.get()) {
                    stays.forEach((Long hash, Long location) -> {
                        missing.addAndGet(contains(index, hash, location, found) ? 0 : 1);
                        searches.incrementAndGet();
                    });
                }
            });
            reader.start();
            for (int round = 1; round <= 4; round++) {
                for (int i = 1; i <= 300_000; i++) {
                    long location = 1_000_000L * round + i;
                    insert(index, random.nextLong(), location);
                    over.add(location);
                }
                index.sweep();
                assertThat(index.slotsUsed()).isEqualTo(10_000);
            }
            ends.set(true);
            reader.join();
            assertThat(searches.get()).isPositive();
            assertThat(missing.get()).isZero();
        }
    }
}
