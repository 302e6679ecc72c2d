package io.ebbcache.region.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.Together;
import io.ebbcache.region.page.PageLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

class OccupancyTest {

    private static final int SEGMENT = 1;

    private final Occupancy occupancy = new Occupancy(2);

    private static long location(int generation) {
        return Location.of(generation, SEGMENT, PageLayout.firstPosition(0));
    }

    @Test
    void shouldCountInAndOut() {
        occupancy.restart(SEGMENT, 1);
        assertThat(occupancy.add(location(1), 800)).isTrue();
        assertThat(occupancy.add(location(1), 16)).isTrue();
        assertThat(occupancy.fetched(location(1))).isTrue();
        assertThat(occupancy.items(SEGMENT)).isEqualTo(2);
        assertThat(occupancy.bytes(SEGMENT)).isEqualTo(816);
        assertThat(occupancy.remove(location(1), 800, true)).isTrue();
        assertThat(occupancy.items(SEGMENT)).isEqualTo(1);
        assertThat(occupancy.bytes(SEGMENT)).isEqualTo(16);
        long last = occupancy.restart(SEGMENT, 2);
        assertThat(Occupancy.items(last)).isEqualTo(1);
        assertThat(Occupancy.fetchedItems(last)).isZero();
        assertThat(Occupancy.bytes(last)).isEqualTo(16);
        assertThat(occupancy.items(0)).isZero();
    }

    @Test
    void shouldRefuseWhatBelongsToAnotherGeneration() {
        occupancy.restart(SEGMENT, 255);
        assertThat(occupancy.isCurrent(location(255))).isTrue();
        for (int other : new int[] {0, 1, 127, 128, 254}) {
            assertThat(occupancy.isCurrent(location(other))).isFalse();
            assertThat(occupancy.add(location(other), 8)).isFalse();
            assertThat(occupancy.remove(location(other), 8, false)).isFalse();
            assertThat(occupancy.fetched(location(other))).isFalse();
        }
        assertThat(occupancy.items(SEGMENT)).isZero();
        assertThat(occupancy.bytes(SEGMENT)).isZero();
    }

    @Test
    void shouldHoldASegmentFullOfTheSmallestItems() {
        int most = SegmentLayout.PAYLOAD_BYTES / PageLayout.ALIGNMENT;
        occupancy.restart(SEGMENT, 255);
        for (int i = 0; i < most; i++) {
            occupancy.add(location(255), PageLayout.ALIGNMENT);
            occupancy.fetched(location(255));
        }
        assertThat(occupancy.items(SEGMENT)).isEqualTo(most);
        assertThat(occupancy.bytes(SEGMENT)).isEqualTo(SegmentLayout.PAYLOAD_BYTES);
        long last = occupancy.restart(SEGMENT, 0);
        assertThat(Occupancy.fetchedItems(last)).isEqualTo(most);
    }

    /** Many count while one ends generations: each final count is that of the calls that answered true. */
    @Test
    void shouldBeExactWhileManyCountAndGenerationsEnd() {
        int generations = 250;
        AtomicIntegerArray items = new AtomicIntegerArray(generations);
        AtomicIntegerArray fetched = new AtomicIntegerArray(generations);
        AtomicLongArray bytes = new AtomicLongArray(generations);
        long[] last = new long[generations];
        AtomicInteger present = new AtomicInteger();
        long seed = System.nanoTime();

        List<Together.Task> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            SplittableRandom random = new SplittableRandom(seed + thread);
            threads.add(() -> {
                for (int generation = 0; generation < generations; generation = present.get()) {
                    if (occupancy.items(SEGMENT) < 10_000) {
                        count(random, generation, items, fetched, bytes);
                    }
                }
            });
        }
        threads.add(() -> {
            for (int generation = 0; generation < generations; generation++) {
                while (occupancy.items(SEGMENT) < 50) {
                    Thread.onSpinWait();
                }
                // 255 follows the last: no location is current then
                int next = generation + 1 == generations ? 255 : generation + 1;
                last[generation] = occupancy.restart(SEGMENT, next);
                present.set(generation + 1);
            }
        });
        Together.run(threads);

        for (int generation = 0; generation < generations; generation++) {
            String when = "generation " + generation + ", seed " + seed;
            assertThat(Occupancy.items(last[generation])).as(when).isEqualTo(items.get(generation));
            assertThat(Occupancy.fetchedItems(last[generation])).as(when).isEqualTo(fetched.get(generation));
            assertThat((long) Occupancy.bytes(last[generation])).as(when).isEqualTo(bytes.get(generation));
        }
        assertThat(occupancy.items(SEGMENT)).isZero();
    }

    private record Item(int bytes, boolean fetched) {}

    /** Counts in and out under one generation for a while, and books what was accepted. */
    private void count(
            SplittableRandom random,
            int generation,
            AtomicIntegerArray items,
            AtomicIntegerArray fetched,
            AtomicLongArray bytes) {
        long location = location(generation);
        Deque<Item> mine = new ArrayDeque<>();
        for (int i = 0; i < 100; i++) {
            if (mine.isEmpty() || random.nextInt(3) > 0) {
                Item item = new Item(8 * random.nextInt(20), random.nextBoolean());
                if (!occupancy.add(location, item.bytes)) {
                    return;
                }
                items.incrementAndGet(generation);
                bytes.addAndGet(generation, item.bytes);
                if (item.fetched) {
                    if (!occupancy.fetched(location)) {
                        return;
                    }
                    fetched.incrementAndGet(generation);
                }
                mine.add(item);
            } else {
                Item item = mine.remove();
                if (!occupancy.remove(location, item.bytes, item.fetched)) {
                    return;
                }
                items.decrementAndGet(generation);
                bytes.addAndGet(generation, -item.bytes);
                fetched.addAndGet(generation, item.fetched ? -1 : 0);
            }
        }
    }

    @Test
    void shouldNeverBorrowFromTheNextField() {
        Occupancy occupancy = new Occupancy(1);
        occupancy.restart(0, 7);
        long location = Location.of(7, 0, 8);
        occupancy.add(location, 64);
        occupancy.remove(location, 128, true);
        occupancy.notFetched(location);
        occupancy.remove(location, 64, false);
        assertThat(occupancy.isCurrent(location)).isTrue();
        assertThat(occupancy.items(0)).isZero();
        assertThat(occupancy.bytes(0)).isZero();
        occupancy.addPart(location, 4096);
        assertThat(occupancy.isHollow(0)).isFalse();
        occupancy.addPart(location, -8192);
        assertThat(occupancy.isHollow(0)).isTrue();
    }
}
