package io.ebbcache.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.collections.Long2LongHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexTest {

    private static final long GIB = 1L << 30;

    private final Set<Long> over = new HashSet<>();
    private final AtomicLong displaced = new AtomicLong();

    private final SlotReclaimer reclaimer = new SlotReclaimer() {
        @Override
        public boolean isOver(long place, long state) {
            return over.contains(IndexSlot.location(place, state));
        }

        @Override
        public void displaced(long place, long state) {
            displaced.incrementAndGet();
        }
    };

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

    @ParameterizedTest
    @ValueSource(ints = {100_000, 150_000, 300_000, 1_000_000, 3_000_000})
    void shouldTakeAtMost24BytesAnItem(int items) {
        Random random = new Random(items);
        try (Index index = new Index(GIB, GIB, reclaimer)) {
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

    @Test
    void shouldClearWhatIsOverBeforeItGrows() {
        Random random = new Random(1);
        try (Index index = new Index(GIB, GIB, reclaimer)) {
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
        try (Index index = new Index(64 << 20, bound, reclaimer)) {
            for (int i = 1; i <= 500_000; i++) {
                insert(index, random.nextLong(), i);
            }
            assertThat(index.bytes()).isLessThanOrEqualTo(bound);
            assertThat(displaced.get()).isEqualTo(500_000 - index.slotsUsed());
        }
    }

    /** What is there all the time is found all the time, whatever else is inserted, cleared and moved. */
    @Test
    void shouldLoseNothingForReadersWhileItGrows() throws InterruptedException {
        Random random = new Random(3);
        Long2LongHashMap stays = new Long2LongHashMap(0);
        try (Index index = new Index(64 << 20, GIB, reclaimer)) {
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
            for (int i = 1; i <= 1_000_000; i++) {
                insert(index, random.nextLong(), 1_000_000 + i);
            }
            ends.set(true);
            reader.join();
            assertThat(searches.get()).isPositive();
            assertThat(missing.get()).isZero();
        }
    }
}
