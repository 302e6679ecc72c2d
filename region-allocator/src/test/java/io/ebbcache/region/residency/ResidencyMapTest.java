package io.ebbcache.region.residency;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.Drops;
import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.TestRegion;
import io.ebbcache.region.page.OffHeap;
import io.ebbcache.region.page.ProvenBytes;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.region.segment.SegmentPool;
import io.ebbcache.region.segment.SegmentSupply;
import io.ebbcache.region.segment.SegmentWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResidencyMapTest {

    private static final int SEGMENTS = 4;
    private static final int PAGE_BYTES = 4096;
    private static final int PAYLOAD_BYTES = 4088;

    private static Region map(TestRegion kind) {
        return kind.map((long) SEGMENTS * SegmentLayout.SEGMENT_BYTES);
    }

    private static SegmentWriter writer(SegmentPool pool) {
        return new SegmentWriter(pool, new SegmentSupply() {
            @Override
            public int acquire() {
                return pool.acquire();
            }

            @Override
            public void sealed(int segment) {}
        });
    }

    /** Appends a value that takes so many pages, from the start of a page on. */
    private static long append(SegmentWriter writer, int pages) {
        return writer.append(0, 0, new ProvenBytes(1, 1), pages * PAYLOAD_BYTES);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeEmptyAtFirst(TestRegion kind) {
        try (Region region = map(kind)) {
            ResidencyMap map = ResidencyMap.scan(new SegmentPool(region));
            assertThat(map.presentBytes()).isZero();
            assertThat(map.droppedBytes()).isZero();
            assertThat(map.written(0)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindPresentWhatWasWritten(TestRegion kind) {
        try (Region region = map(kind)) {
            SegmentPool pool = new SegmentPool(region);
            SegmentWriter writer = writer(pool);
            append(writer, SegmentLayout.PAGES);
            append(writer, 160);
            writer.sealWritten();
            ResidencyMap map = ResidencyMap.scan(pool);
            assertThat(map.written(0)).isEqualTo(SegmentLayout.PAGES);
            assertThat(map.present(0)).isEqualTo(SegmentLayout.PAGES);
            assertThat(map.dropped(0)).isZero();
            assertThat(map.written(1)).isEqualTo(160);
            assertThat(map.present(1)).isEqualTo(160);
            assertThat(map.written(2)).isZero();
            assertThat(map.presentBytes()).isEqualTo((SegmentLayout.PAGES + 160L) * PAGE_BYTES);
            assertThat(map.droppedBytes()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountDroppedPages(TestRegion kind) {
        try (Region region = map(kind)) {
            SegmentPool pool = new SegmentPool(region);
            SegmentWriter writer = writer(pool);
            append(writer, SegmentLayout.PAGES);
            append(writer, SegmentLayout.PAGES);
            append(writer, 320);
            writer.close();
            Drops.all(region, 0, 64 * PAGE_BYTES);
            Drops.all(region, SegmentLayout.SEGMENT_BYTES, SegmentLayout.SEGMENT_BYTES);
            Drops.all(region, 2 * SegmentLayout.SEGMENT_BYTES + 160 * PAGE_BYTES, 32 * PAGE_BYTES);

            ResidencyMap map = ResidencyMap.scan(pool);
            assertThat(map.dropped(0)).isEqualTo(64);
            assertThat(map.present(0)).isEqualTo(SegmentLayout.PAGES - 64);
            assertThat(map.dropped(1)).isEqualTo(SegmentLayout.PAGES);
            assertThat(map.present(1)).isZero();
            assertThat(map.dropped(2)).isEqualTo(32);
            assertThat(map.present(2)).isEqualTo(320 - 32);
            assertThat(map.zero(1)).isZero();
            assertThat(map.droppedBytes()).isEqualTo((64L + SegmentLayout.PAGES + 32) * PAGE_BYTES);
            assertThat(map.presentBytes()).isEqualTo((SegmentLayout.PAGES - 64L + 320 - 32) * PAGE_BYTES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountPageAsDroppedThoughAReadHasMappedZeros(TestRegion kind) {
        try (Region region = map(kind);
                OffHeap target = new OffHeap(PAYLOAD_BYTES)) {
            SegmentPool pool = new SegmentPool(region);
            SegmentWriter writer = writer(pool);
            long location = append(writer, SegmentLayout.PAGES);
            writer.close();
            Drops.all(region, 0, 64 * PAGE_BYTES);
            for (int page = 0; page < 128; page++) {
                assertThat(pool.read(location, page * PAYLOAD_BYTES, target.address(), PAYLOAD_BYTES))
                        .as("page %s", page)
                        .isEqualTo(page >= 64);
            }
            ResidencyMap map = ResidencyMap.scan(pool);
            assertThat(map.dropped(0)).isEqualTo(64);
            assertThat(map.present(0)).isEqualTo(SegmentLayout.PAGES - 64);
            if (kind.isKnownToTheKernel()) {
                assertThat(map.zero(0)).isEqualTo(64);
            } else {
                assertThat(map.zero(0)).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountNothingInSegmentsThatAreFree(TestRegion kind) {
        try (Region region = map(kind)) {
            SegmentPool pool = new SegmentPool(region);
            SegmentWriter writer = writer(pool);
            append(writer, SegmentLayout.PAGES);
            writer.close();
            pool.end(0);
            ResidencyMap map = ResidencyMap.scan(pool);
            assertThat(map.written(0)).isZero();
            assertThat(map.presentBytes()).isZero();
            assertThat(map.droppedBytes()).isZero();
        }
    }
}
