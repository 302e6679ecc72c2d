package io.ebbcache.region.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.TestRegion;
import io.ebbcache.region.page.OffHeap;
import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.page.PageSource;
import io.ebbcache.region.page.ProvenBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentWriterTest {

    private static final int SEGMENTS = 4;
    private static final int MAX_BYTES = 10 << 20;

    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<Integer> sealed = new ArrayList<>();
    private final OffHeap head = closedAtTheEnd(new OffHeap(100));
    private final OffHeap target = closedAtTheEnd(new OffHeap(MAX_BYTES));
    private final Extents extents = closedAtTheEnd(new Extents(MAX_BYTES));

    private <T extends AutoCloseable> T closedAtTheEnd(T resource) {
        resources.add(resource);
        return resource;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : resources) {
            resource.close();
        }
    }

    private SegmentPool pool(TestRegion kind) {
        return new SegmentPool(closedAtTheEnd(kind.map((long) SEGMENTS * SegmentLayout.SEGMENT_BYTES)));
    }

    private SegmentWriter writer(SegmentPool pool) {
        return new SegmentWriter(pool, new SegmentSupply() {
            @Override
            public int acquire() {
                return pool.acquire();
            }

            @Override
            public void sealed(int segment) {
                assertThat(pool.isSealed(segment)).isTrue();
                sealed.add(segment);
            }
        });
    }

    private long append(SegmentWriter writer, ProvenBytes value, int length) {
        int headBytes = Math.min(length, (int) (value.version() % 100));
        value.copyTo(0, head.address(), headBytes);
        return writer.append(
                head.address(),
                headBytes,
                (offset, address, bytes) -> value.copyTo(headBytes + offset, address, bytes),
                length - headBytes);
    }

    private boolean isThere(SegmentPool pool, long location, ProvenBytes value, int length) {
        if (!pool.read(location, 0, target.address(), length)) {
            return false;
        }
        assertThat(value.firstWrong(0, target.address(), length)).isEqualTo(ProvenBytes.NONE);
        return true;
    }

    private boolean isThere(SegmentPool pool, Extents parts, ProvenBytes value) {
        int offset = 0;
        for (int part = 0; part < parts.count(); part++) {
            int length = parts.length(part);
            if (!pool.read(parts.tag(part), parts.position(part), 0, target.address(), length)) {
                return false;
            }
            assertThat(value.firstWrong(offset, target.address(), length)).isEqualTo(ProvenBytes.NONE);
            offset += length;
        }
        return true;
    }

    private record Appended(long location, ProvenBytes value, int length) {}

    @ParameterizedTest
    @EnumSource
    void shouldReadBackWhatWasAppended(TestRegion kind) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        SegmentPool pool = pool(kind);
        SegmentWriter writer = writer(pool);
        List<Appended> all = new ArrayList<>();
        while (true) {
            int length = 1 + random.nextInt(1 << random.nextInt(20));
            ProvenBytes value = new ProvenBytes(seed, all.size());
            long location = append(writer, value, length);
            if (location == Location.NONE) {
                break;
            }
            assertThat(Location.position(location) % PageLayout.ALIGNMENT).isZero();
            all.add(new Appended(location, value, length));
            if (random.nextInt(10) == 0) {
                writer.sealWritten();
            }
        }
        assertThat(sealed).hasSize(SEGMENTS).doesNotHaveDuplicates();
        for (Appended appended : all) {
            assertThat(isThere(pool, appended.location, appended.value, appended.length))
                    .as("%s, seed %s", appended, seed)
                    .isTrue();
        }
    }

    @Test
    void shouldFillASegmentToItsLastByte() {
        SegmentPool pool = pool(TestRegion.EMULATED);
        SegmentWriter writer = writer(pool);
        ProvenBytes value = new ProvenBytes(1, 1);
        long first = append(writer, value, SegmentLayout.PAYLOAD_BYTES - 8);
        long second = append(writer, value, 8);
        assertThat(Location.segment(second)).isEqualTo(Location.segment(first));
        assertThat(sealed).isEmpty();
        long third = append(writer, value, SegmentLayout.PAYLOAD_BYTES);
        assertThat(Location.segment(third)).isNotEqualTo(Location.segment(first));
        assertThat(sealed).containsExactly(Location.segment(first));
        assertThat(pool.writtenPages(Location.segment(first))).isEqualTo(SegmentLayout.PAGES);
        assertThat(isThere(pool, first, value, SegmentLayout.PAYLOAD_BYTES - 8)).isTrue();
        assertThat(isThere(pool, second, value, 8)).isTrue();
        assertThat(isThere(pool, third, value, SegmentLayout.PAYLOAD_BYTES)).isTrue();
    }

    @Test
    void shouldKeepARunOfBytesInOneSegment() {
        SegmentPool pool = pool(TestRegion.EMULATED);
        SegmentWriter writer = writer(pool);
        long first = append(writer, new ProvenBytes(1, 1), SegmentLayout.PAYLOAD_BYTES - 1000);
        long second = append(writer, new ProvenBytes(1, 2), 1001);
        assertThat(Location.segment(second)).isNotEqualTo(Location.segment(first));
        assertThat(Location.position(second)).isEqualTo(PageLayout.firstPosition(0));
    }

    @Test
    void shouldRefuseWhatIsLongerThanASegment() {
        SegmentWriter writer = writer(pool(TestRegion.EMULATED));
        assertThatThrownBy(() -> append(writer, new ProvenBytes(1, 1), SegmentLayout.PAYLOAD_BYTES + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(SegmentLayout.PAYLOAD_BYTES + 1 + " bytes");
    }

    @Test
    void shouldSayWhenNoSegmentCanBeHad() {
        SegmentPool pool = pool(TestRegion.EMULATED);
        SegmentWriter writer = writer(pool);
        ProvenBytes value = new ProvenBytes(1, 1);
        for (int i = 0; i < SEGMENTS; i++) {
            assertThat(append(writer, value, SegmentLayout.PAYLOAD_BYTES)).isNotEqualTo(Location.NONE);
        }
        assertThat(append(writer, value, 1)).isEqualTo(Location.NONE);
        assertThat(writer.appendExtents(PartHead.NONE, value, 1, extents)).isFalse();
        pool.end(2);
        assertThat(Location.segment(append(writer, value, 1))).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSpreadLargeValueOverSegments(TestRegion kind) {
        SegmentPool pool = pool(kind);
        SegmentWriter writer = writer(pool);
        append(writer, new ProvenBytes(1, 1), 1_000_000);
        ProvenBytes value = new ProvenBytes(1, 2);
        assertThat(writer.appendExtents(PartHead.NONE, value, 5_000_000, extents))
                .isTrue();
        assertThat(extents.count()).isEqualTo(3);
        assertThat(extents.length(0)).isEqualTo(SegmentLayout.PAYLOAD_BYTES - 1_000_000);
        assertThat(extents.length(1)).isEqualTo(SegmentLayout.PAYLOAD_BYTES);
        assertThat(extents.length(0) + extents.length(1) + extents.length(2)).isEqualTo(5_000_000);
        assertThat(isThere(pool, extents, value)).isTrue();

        ProvenBytes next = new ProvenBytes(1, 3);
        long behind = append(writer, next, 100);
        assertThat(Location.segment(behind)).isEqualTo(SegmentPool.segmentOf(extents.tag(2)));
        assertThat(isThere(pool, behind, next, 100)).isTrue();
        assertThat(isThere(pool, extents, value)).isTrue();
    }

    @Test
    void shouldTakeValuesOfAnyLengthAnywhere() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        SegmentPool pool = pool(TestRegion.EMULATED);
        SegmentWriter writer = writer(pool);
        for (int i = 0; i < 500; i++) {
            int length = random.nextInt(1 << random.nextInt(23));
            ProvenBytes value = new ProvenBytes(seed, i);
            try (Extents tight = new Extents(length)) {
                if (!writer.appendExtents(PartHead.NONE, value, length, tight)) {
                    sealed.forEach(pool::end);
                    sealed.clear();
                    continue;
                }
                assertThat(isThere(pool, tight, value)).as("seed %s", seed).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnInTheNextPageWhenTheOpenOneIsTaken(TestRegion kind) {
        SegmentPool pool = pool(kind);
        Region region = pool.region();
        SegmentWriter writer = writer(pool);
        ProvenBytes value = new ProvenBytes(1, 1);
        long lost = append(writer, value, 100);
        region.discard(pool.offset(Location.segment(lost)), region.pageBytes());

        long next = append(writer, value, 100);
        assertThat(Location.segment(next)).isEqualTo(Location.segment(lost));
        assertThat(PageLayout.page(Location.position(next))).isPositive();
        assertThat(isThere(pool, next, value, 100)).isTrue();
        assertThat(isThere(pool, lost, value, 100)).isFalse();
        assertThat(UnsafeApi.getLong(pool.address(Location.segment(lost)))).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteAnewWhatIsTakenUnderThePen(TestRegion kind) {
        assumeThat(kind.losesOpenPages()).as("%s loses open pages", kind).isTrue();
        SegmentPool pool = pool(kind);
        SegmentWriter writer = writer(pool);
        ProvenBytes value = new ProvenBytes(1, 1);
        int[] takes = {2};
        long location = writer.append(head.address(), 0, takingPages(pool, value, takes), 10_000);
        assertThat(takes[0]).isZero();
        assertThat(isThere(pool, location, value, 10_000)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldMissWhatIsTakenUnderThePenEachTime(TestRegion kind) {
        assumeThat(kind.losesOpenPages()).as("%s loses open pages", kind).isTrue();
        SegmentPool pool = pool(kind);
        SegmentWriter writer = writer(pool);
        ProvenBytes value = new ProvenBytes(1, 1);
        int[] takes = {1_000_000};
        long location = writer.append(head.address(), 0, takingPages(pool, value, takes), 10_000);
        assertThat(location).isNotEqualTo(Location.NONE);
        assertThat(isThere(pool, location, value, 10_000)).isFalse();
        long next = append(writer, value, 100);
        assertThat(isThere(pool, next, value, 100)).isTrue();
    }

    /** A source in the middle of whose copy the page is taken. */
    private static PageSource takingPages(SegmentPool pool, ProvenBytes value, int[] takes) {
        Region region = pool.region();
        return (offset, address, length) -> {
            value.copyTo(offset, address, length / 2);
            if (takes[0] > 0) {
                takes[0]--;
                region.discard((address - region.address()) & -region.pageBytes(), region.pageBytes());
            }
            value.copyTo(offset + length / 2, address + length / 2, length - length / 2);
        };
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeginLargeValueInAPageThatWasTaken(TestRegion kind) {
        SegmentPool pool = pool(kind);
        Region region = pool.region();
        SegmentWriter writer = writer(pool);
        long lost = append(writer, new ProvenBytes(1, 1), 100);
        region.discard(pool.offset(Location.segment(lost)), region.pageBytes());
        ProvenBytes value = new ProvenBytes(1, 2);
        assertThat(writer.appendExtents(PartHead.NONE, value, 3_000_000, extents))
                .isTrue();
        assertThat(isThere(pool, extents, value)).isTrue();
    }

    @Test
    void shouldSealOpenSegmentWhenClosedAndOpenAnotherAfterwards() {
        SegmentPool pool = pool(TestRegion.EMULATED);
        SegmentWriter writer = writer(pool);
        writer.close();
        assertThat(sealed).isEmpty();
        long first = append(writer, new ProvenBytes(1, 1), 100);
        writer.close();
        writer.close();
        assertThat(sealed).containsExactly(Location.segment(first));
        assertThat(pool.writtenPages(Location.segment(first))).isEqualTo(1);
        long second = append(writer, new ProvenBytes(1, 1), 100);
        assertThat(Location.segment(second)).isNotEqualTo(Location.segment(first));
    }
}
