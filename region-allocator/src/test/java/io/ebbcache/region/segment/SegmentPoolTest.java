package io.ebbcache.region.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.region.mapping.Drops;
import io.ebbcache.region.mapping.Presence;
import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.TestRegion;
import io.ebbcache.region.mapping.Together;
import io.ebbcache.region.page.OffHeap;
import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.page.PageWriter;
import io.ebbcache.region.page.ProvenBytes;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentPoolTest {

    private static final int SEGMENTS = 4;
    private static final int LENGTH = SEGMENTS * SegmentLayout.SEGMENT_BYTES;
    private static final int START = PageLayout.firstPosition(0);

    private final ProvenBytes value = new ProvenBytes(1, 1);

    /** Fills a segment with one value, seals it and returns where that starts. */
    private long fill(SegmentPool pool, int segment) {
        PageWriter writer = new PageWriter();
        writer.open(pool.address(segment), SegmentLayout.SEGMENT_BYTES, pool.tag(segment));
        writer.write(value, 0, SegmentLayout.PAYLOAD_BYTES);
        pool.region().seal(pool.offset(segment), SegmentLayout.SEGMENT_BYTES);
        pool.written(segment, SegmentLayout.PAGES);
        pool.sealed(segment);
        return Location.of((int) pool.uses(segment), segment, START);
    }

    private static boolean isZero(SegmentPool pool, int segment) {
        for (int at = 0; at < SegmentLayout.SEGMENT_BYTES; at += Long.BYTES) {
            if (UnsafeApi.getLong(pool.address(segment) + at) != 0) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(longs = {4096, SegmentLayout.SEGMENT_BYTES - 4096, SegmentLayout.SEGMENT_BYTES + 4096})
    void shouldRefuseRegionThatCannotBeDivided(long length) {
        try (Region region = TestRegion.EMULATED.map(length)) {
            assertThatThrownBy(() -> new SegmentPool(region))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(length + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHandOutPopulatedSegmentsFirst(TestRegion kind) {
        try (Region region = kind.map(LENGTH)) {
            SegmentPool pool = new SegmentPool(region);
            int first = pool.acquire();
            long location = fill(pool, first);
            pool.end(first);
            pool.keepPopulated(1);
            assertThat(pool.populated()).isEqualTo(1);
            assertThat(pool.free()).isEqualTo(SEGMENTS);
            assertThat(isZero(pool, first)).isTrue();
            assertThat(pool.acquire()).isEqualTo(first);
            assertThat(pool.populated()).isZero();
            assertThat(pool.tag(first)).isNotEqualTo(location);
            pool.keepPopulated(SEGMENTS);
            assertThat(pool.populated()).isEqualTo(SEGMENTS - 1);
            pool.keepPopulated(1);
            assertThat(pool.populated()).isEqualTo(1);
            for (int i = 1; i < SEGMENTS; i++) {
                int segment = pool.acquire();
                assertThat(isZero(pool, segment)).isTrue();
            }
            assertThat(pool.acquire()).isEqualTo(SegmentPool.NONE);
        }
    }

    @Test
    void shouldHandOutEverySegmentOnce() {
        try (Region region = TestRegion.EMULATED.map(LENGTH)) {
            SegmentPool pool = new SegmentPool(region);
            assertThat(pool.segments()).isEqualTo(SEGMENTS);
            Set<Integer> acquired = new HashSet<>();
            for (int i = 0; i < SEGMENTS; i++) {
                assertThat(pool.free()).isEqualTo(SEGMENTS - i);
                acquired.add(pool.acquire());
            }
            assertThat(acquired).containsExactlyInAnyOrder(0, 1, 2, 3);
            assertThat(pool.free()).isZero();
            assertThat(pool.acquire()).isEqualTo(SegmentPool.NONE);
        }
    }

    @Test
    void shouldLayOutSegmentsOneAfterTheOther() {
        try (Region region = TestRegion.EMULATED.map(LENGTH)) {
            SegmentPool pool = new SegmentPool(region);
            for (int segment = 0; segment < SEGMENTS; segment++) {
                assertThat(pool.address(segment))
                        .isEqualTo(region.address() + (long) segment * SegmentLayout.SEGMENT_BYTES);
                assertThat(SegmentPool.segmentOf(pool.tag(segment))).isEqualTo(segment);
            }
        }
    }

    @Test
    void shouldGoFromFreeToOpenToSealedToFree() {
        try (Region region = TestRegion.EMULATED.map(LENGTH)) {
            SegmentPool pool = new SegmentPool(region);
            int segment = pool.acquire();
            assertThat(pool.isUsed(segment)).isTrue();
            assertThat(pool.isSealed(segment)).isFalse();
            assertThat(pool.end(segment)).isEmpty();
            pool.sealed(segment);
            assertThat(pool.isUsed(segment)).isTrue();
            assertThat(pool.isSealed(segment)).isTrue();
            assertThat(pool.end(segment)).contains(new EndedSegment(segment, 0, 0, 0));
            assertThat(pool.isUsed(segment)).isFalse();
            assertThat(pool.isSealed(segment)).isFalse();
            assertThat(pool.end(segment)).isEmpty();
            assertThat(pool.free()).isEqualTo(SEGMENTS);
        }
    }

    @Test
    void shouldTellWhatWasAliveWhenAGenerationEnds() {
        try (Region region = TestRegion.EMULATED.map(LENGTH)) {
            SegmentPool pool = new SegmentPool(region);
            for (int use = 0; use < 600; use++) {
                int segment = pool.acquire();
                long location = Location.of((int) pool.uses(segment), segment, START);
                assertThat(pool.occupancy().add(location, 800)).isTrue();
                assertThat(pool.occupancy().add(location, 160)).isTrue();
                assertThat(pool.occupancy().fetched(location)).isTrue();
                pool.sealed(segment);
                assertThat(pool.end(segment)).contains(new EndedSegment(segment, 2, 1, 960));
                assertThat(pool.occupancy().add(location, 8)).isFalse();
                assertThat(pool.occupancy().isCurrent(location)).isFalse();
            }
        }
    }

    @Test
    void shouldNeverUseATagTwiceNorZero() {
        try (Region region = TestRegion.EMULATED.map(LENGTH)) {
            SegmentPool pool = new SegmentPool(region);
            Set<Long> tags = new HashSet<>();
            for (int use = 0; use < 2000; use++) {
                int segment = pool.acquire();
                assertThat(tags.add(pool.tag(segment))).isTrue();
                assertThat(pool.tag(segment)).isNotZero();
                pool.sealed(segment);
                pool.end(segment);
            }
            for (int segment = 0; segment < SEGMENTS; segment++) {
                assertThat(tags).doesNotContain(pool.tag(segment));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadAsZerosWhenUsedAgain(TestRegion kind) {
        try (Region region = kind.map(LENGTH)) {
            SegmentPool pool = new SegmentPool(region);
            for (int use = 0; use < 3 * SEGMENTS; use++) {
                int segment = pool.acquire();
                assertThat(isZero(pool, segment)).isTrue();
                fill(pool, segment);
                pool.end(segment);
                if (use % 2 == 0) {
                    pool.discardEnded();
                    assertThat(isZero(pool, segment)).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldForgetHowMuchWasWrittenWhenUsedAgain(TestRegion kind) {
        try (Region region = kind.map(SegmentLayout.SEGMENT_BYTES)) {
            SegmentPool pool = new SegmentPool(region);
            fill(pool, pool.acquire());
            assertThat(pool.writtenPages(0)).isEqualTo(SegmentLayout.PAGES);
            pool.end(0);
            assertThat(pool.acquire()).isZero();
            assertThat(pool.writtenPages(0)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPPABLE", "LAZY_FREE"})
    void shouldGiveTheMemoryOfEndedSegmentsBack(TestRegion kind) {
        try (Region region = kind.map(LENGTH)) {
            SegmentPool pool = new SegmentPool(region);
            int segment = pool.acquire();
            fill(pool, segment);
            assertThat(Presence.of(region).data().cardinality())
                    .isEqualTo(SegmentLayout.SEGMENT_BYTES / region.pageBytes());
            pool.end(segment);
            pool.discardEnded();
            assertThat(Presence.of(region).data().isEmpty()).isTrue();
            assertThat(pool.free()).isEqualTo(SEGMENTS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadAnyPartOfWhatWasWritten(TestRegion kind) {
        try (Region region = kind.map(LENGTH);
                OffHeap target = new OffHeap(SegmentLayout.PAYLOAD_BYTES)) {
            SegmentPool pool = new SegmentPool(region);
            int segment = pool.acquire();
            long location = fill(pool, segment);
            int length = SegmentLayout.PAYLOAD_BYTES;
            for (int skip = 0; skip < length; skip = skip * 3 + 1) {
                assertThat(pool.read(location, skip, target.address(), length - skip))
                        .isTrue();
                assertThat(value.firstWrong(skip, target.address(), length - skip))
                        .isEqualTo(ProvenBytes.NONE);
                assertThat(pool.read(pool.tag(segment), START, skip, target.address(), length - skip))
                        .isTrue();
                assertThat(value.firstWrong(skip, target.address(), length - skip))
                        .isEqualTo(ProvenBytes.NONE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldMissAtOnceWhenAGenerationEnds(TestRegion kind) {
        try (Region region = kind.map(LENGTH);
                OffHeap target = new OffHeap(8)) {
            SegmentPool pool = new SegmentPool(region);
            int segment = pool.acquire();
            long location = fill(pool, segment);
            long tag = pool.tag(segment);
            pool.end(segment);
            assertThat(UnsafeApi.getLong(pool.address(segment))).isEqualTo(tag);
            assertThat(pool.read(location, 0, target.address(), 8)).isFalse();

            pool.discardEnded();
            assertThat(pool.read(tag, START, 0, target.address(), 8)).isFalse();
            for (int i = 0; i < SEGMENTS; i++) {
                fill(pool, pool.acquire());
            }
            assertThat(pool.read(location, 0, target.address(), 8)).isFalse();
            assertThat(pool.read(tag, START, 0, target.address(), 8)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTreatDroppedPageAsMiss(TestRegion kind) {
        try (Region region = kind.map(LENGTH);
                OffHeap target = new OffHeap(SegmentLayout.PAYLOAD_BYTES)) {
            SegmentPool pool = new SegmentPool(region);
            int segment = pool.acquire();
            long location = fill(pool, segment);
            int unit = region.pageBytes();
            Drops.all(region, pool.offset(segment) + unit, unit);
            int payload = unit / PageLayout.PAGE_BYTES * PageLayout.PAYLOAD_BYTES;
            assertThat(pool.read(location, 0, target.address(), payload)).isTrue();
            assertThat(pool.read(location, 0, target.address(), payload + 1)).isFalse();
            assertThat(pool.read(location, payload, target.address(), payload)).isFalse();
            assertThat(pool.read(location, 2 * payload, target.address(), payload))
                    .isTrue();
        }
    }

    @Test
    void shouldEndAGenerationOnlyOnceHoweverManyTry() {
        int threads = 4;
        int rounds = 5000;
        try (Region region = TestRegion.EMULATED.map(SegmentLayout.SEGMENT_BYTES)) {
            SegmentPool pool = new SegmentPool(region);
            AtomicInteger ended = new AtomicInteger();
            CyclicBarrier barrier = new CyclicBarrier(threads, () -> {
                int segment = pool.acquire();
                assertThat(segment).isZero();
                pool.occupancy().add(Location.of((int) pool.uses(segment), segment, START), 8);
                pool.sealed(segment);
            });
            Together.run(Collections.nCopies(threads, () -> {
                for (int round = 0; round < rounds; round++) {
                    barrier.await();
                    pool.end(0).ifPresent(end -> {
                        assertThat(end.items()).isEqualTo(1);
                        ended.incrementAndGet();
                    });
                }
            }));
            assertThat(ended).hasValue(rounds);
            assertThat(pool.uses(0)).isEqualTo(1 + rounds);
            assertThat(pool.free()).isEqualTo(1);
        }
    }

    @Test
    void shouldNeverHandOutASegmentThatIsInUse() {
        try (Region region = TestRegion.EMULATED.map(LENGTH)) {
            SegmentPool pool = new SegmentPool(region);
            AtomicIntegerArray owners = new AtomicIntegerArray(SEGMENTS);
            Together.run(Collections.nCopies(4, () -> {
                for (int use = 0; use < 5000; use++) {
                    useOne(pool, owners);
                    if (use % 4 == 0) {
                        pool.discardEnded();
                    }
                }
            }));
            assertThat(pool.free()).isEqualTo(SEGMENTS);
        }
    }

    private static void useOne(SegmentPool pool, AtomicIntegerArray owners) {
        int segment = pool.acquire();
        if (segment == SegmentPool.NONE) {
            return;
        }
        assertThat(owners.incrementAndGet(segment)).isEqualTo(1);
        assertThat(UnsafeApi.getLong(pool.address(segment))).isZero();
        UnsafeApi.putLong(pool.address(segment), pool.tag(segment));
        assertThat(owners.decrementAndGet(segment)).isZero();
        pool.sealed(segment);
        assertThat(pool.end(segment)).isPresent();
    }

    /** What looks at all segments need not look at those that were never used, so these are used last. */
    @Test
    void shouldUseAgainBeforeItUsesMore() {
        try (Region region = TestRegion.EMULATED.map(8L * SegmentLayout.SEGMENT_BYTES)) {
            SegmentPool pool = new SegmentPool(region);
            assertThat(pool.everUsed()).isZero();
            assertThat(pool.free()).isEqualTo(8);
            for (int i = 0; i < 20; i++) {
                int segment = pool.acquire();
                assertThat(segment).isLessThan(2);
                assertThat(pool.acquire()).isNotEqualTo(segment).isLessThan(2);
                assertThat(pool.free()).isEqualTo(6);
                pool.sealed(0);
                pool.sealed(1);
                assertThat(pool.end(0)).isPresent();
                assertThat(pool.end(1)).isPresent();
            }
            assertThat(pool.everUsed()).isEqualTo(2);
            for (int i = 0; i < 8; i++) {
                assertThat(pool.acquire()).isBetween(0, 7);
            }
            assertThat(pool.acquire()).isEqualTo(SegmentPool.NONE);
            assertThat(pool.everUsed()).isEqualTo(8);
        }
    }
}
