package io.ebbcache.region.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.Drops;
import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.TestRegion;
import java.util.SplittableRandom;
import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageReaderTest {

    private static final int SEGMENT_BYTES = 2 << 20;
    private static final int PAYLOAD_BYTES = SEGMENT_BYTES / PageLayout.PAGE_BYTES * PageLayout.PAYLOAD_BYTES;
    private static final long TAG = 0x1234_5678_9ABCL;
    private static final int START = PageLayout.firstPosition(0);

    private final ProvenBytes value = new ProvenBytes(1, 1);

    /** A region whose one segment is full of one value. */
    private Region filled(TestRegion kind) {
        Region region = kind.map(SEGMENT_BYTES);
        PageWriter writer = new PageWriter();
        writer.open(region.address(), SEGMENT_BYTES, TAG);
        writer.write(value, 0, PAYLOAD_BYTES);
        return region;
    }

    private static boolean read(Region region, int offset, OffHeap target, int length) {
        return PageReader.read(region.address(), TAG, PageLayout.advance(START, offset), target.address(), length);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadAnySpan(TestRegion kind) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        try (Region region = filled(kind);
                OffHeap target = new OffHeap(PAYLOAD_BYTES)) {
            for (int i = 0; i < 2000; i++) {
                int offset = random.nextInt(PAYLOAD_BYTES);
                int length = random.nextInt(1 + Math.min(PAYLOAD_BYTES - offset, 1 << random.nextInt(21)));
                assertThat(read(region, offset, target, length)).isTrue();
                assertThat(value.firstWrong(offset, target.address(), length))
                        .as("%s bytes from %s, seed %s", length, offset, seed)
                        .isEqualTo(ProvenBytes.NONE);
            }
            assertThat(read(region, 0, target, PAYLOAD_BYTES)).isTrue();
            assertThat(value.firstWrong(0, target.address(), PAYLOAD_BYTES)).isEqualTo(ProvenBytes.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadBackWhatWasWrittenPieceByPiece(TestRegion kind) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        try (Region region = kind.map(SEGMENT_BYTES);
                OffHeap piece = new OffHeap(20_000);
                OffHeap target = new OffHeap(PAYLOAD_BYTES)) {
            PageWriter writer = new PageWriter();
            writer.open(region.address(), SEGMENT_BYTES, TAG);
            int written = 0;
            while (written < PAYLOAD_BYTES) {
                int length = Math.min(PAYLOAD_BYTES - written, 1 + random.nextInt(20_000));
                if (random.nextBoolean()) {
                    value.copyTo(written, piece.address(), length);
                    writer.write(piece.address(), length);
                } else {
                    writer.write(value, written, length);
                }
                written += length;
            }
            assertThat(read(region, 0, target, PAYLOAD_BYTES)).isTrue();
            assertThat(value.firstWrong(0, target.address(), PAYLOAD_BYTES))
                    .as("seed %s", seed)
                    .isEqualTo(ProvenBytes.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRejectWhatLacksTheTagOfAnyPageItTouches(TestRegion kind) {
        int offset = 10 * PageLayout.PAYLOAD_BYTES - 1;
        int length = 5 * PageLayout.PAYLOAD_BYTES + 2;
        try (Region region = filled(kind);
                OffHeap target = new OffHeap(length)) {
            for (int page = 0; page < 30; page++) {
                for (long other : new long[] {0, 1, TAG - 1, TAG + (1 << 20), -1}) {
                    long tagAddress = region.address() + PageLayout.tagPosition(page);
                    UnsafeApi.putLong(tagAddress, other);
                    boolean touched = page >= 9 && page <= 15;
                    assertThat(read(region, offset, target, length))
                            .as("page %s with tag %s", page, other)
                            .isEqualTo(!touched);
                    UnsafeApi.putLong(tagAddress, TAG);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCheckThePageOfAnEmptySpan(TestRegion kind) {
        try (Region region = filled(kind);
                OffHeap target = new OffHeap(8)) {
            assertThat(read(region, 5000, target, 0)).isTrue();
            UnsafeApi.putLong(region.address() + PageLayout.tagPosition(1), 0);
            assertThat(read(region, 5000, target, 0)).isFalse();
            assertThat(read(region, 4000, target, 0)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTreatDroppedPageAsMiss(TestRegion kind) {
        try (Region region = filled(kind);
                OffHeap target = new OffHeap(PAYLOAD_BYTES)) {
            region.seal(0, SEGMENT_BYTES);
            assertThat(read(region, 0, target, PAYLOAD_BYTES)).isTrue();
            int unit = region.pageBytes() / PageLayout.PAGE_BYTES;
            int dropped = 100 / unit * unit;
            Drops.all(region, PageLayout.tagPosition(dropped), region.pageBytes());
            assertThat(read(region, 0, target, PAYLOAD_BYTES)).isFalse();
            for (int page = dropped - unit; page < dropped + 2 * unit; page++) {
                boolean there = page < dropped || page >= dropped + unit;
                assertThat(read(region, page * PageLayout.PAYLOAD_BYTES, target, PageLayout.PAYLOAD_BYTES))
                        .as("page %s", page)
                        .isEqualTo(there);
            }
        }
    }
}
