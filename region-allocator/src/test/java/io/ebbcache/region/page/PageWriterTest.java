package io.ebbcache.region.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.TestRegion;
import org.agrona.UnsafeApi;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageWriterTest {

    private static final int SEGMENT_BYTES = 2 << 20;
    private static final int PAGES = SEGMENT_BYTES / PageLayout.PAGE_BYTES;
    private static final long TAG = 0x1234_5678_9ABCL;

    private final PageWriter writer = new PageWriter();

    private Region open(TestRegion kind) {
        Region region = kind.map(SEGMENT_BYTES);
        writer.open(region.address(), SEGMENT_BYTES, TAG);
        return region;
    }

    private static long tagOf(Region region, int page) {
        return UnsafeApi.getLong(region.address() + PageLayout.tagPosition(page));
    }

    @Test
    void shouldTagPageBeforeItsPayloadAndNoPageAhead() {
        try (Region region = open(TestRegion.EMULATED)) {
            int[] pieces = {0};
            PageSource source = (offset, address, length) -> {
                int page = (int) ((address - region.address()) / PageLayout.PAGE_BYTES);
                assertThat(tagOf(region, page)).isEqualTo(TAG);
                assertThat(tagOf(region, page + 1)).isZero();
                assertThat(UnsafeApi.getLong(address)).isZero();
                UnsafeApi.setMemory(address, length, (byte) 1);
                pieces[0]++;
            };
            assertThat(tagOf(region, 0)).isZero();
            writer.write(source, 0, 10 * PageLayout.PAYLOAD_BYTES);
            assertThat(pieces[0]).isEqualTo(10);
            assertThat(tagOf(region, 10)).isZero();
        }
    }

    @Test
    void shouldFillPagesToTheirLastByte() {
        try (Region region = open(TestRegion.EMULATED)) {
            writer.write(new ProvenBytes(1, 1), 0, PageLayout.PAYLOAD_BYTES);
            assertThat(writer.position()).isEqualTo(PageLayout.firstPosition(1));
            assertThat(writer.writtenPages()).isEqualTo(1);
            assertThat(tagOf(region, 1)).isZero();
            writer.write(new ProvenBytes(1, 2), 0, 1);
            assertThat(writer.writtenPages()).isEqualTo(2);
            assertThat(tagOf(region, 1)).isEqualTo(TAG);
        }
    }

    @Test
    void shouldCountWhatRemains() {
        try (Region region = open(TestRegion.EMULATED)) {
            assertThat(region.length()).isEqualTo(SEGMENT_BYTES);
            int left = PAGES * PageLayout.PAYLOAD_BYTES;
            ProvenBytes source = new ProvenBytes(1, 1);
            for (int length = 1; left > 0; length = length * 5 % 7919) {
                assertThat(writer.remaining()).isEqualTo(left);
                int part = Math.min(length, left);
                writer.write(source, 0, part);
                left -= part;
            }
            assertThat(writer.remaining()).isZero();
            assertThat(writer.writtenPages()).isEqualTo(PAGES);
        }
    }

    @Test
    void shouldAlignWithoutLeavingThePageUnlessItIsFull() {
        try (Region region = open(TestRegion.EMULATED)) {
            ProvenBytes source = new ProvenBytes(1, 1);
            writer.align();
            assertThat(writer.position()).isEqualTo(PageLayout.firstPosition(0));
            writer.write(source, 0, 1);
            writer.align();
            assertThat(writer.position()).isEqualTo(PageLayout.firstPosition(0) + 8);
            writer.write(source, 0, PageLayout.PAYLOAD_BYTES - 8 - 7);
            writer.align();
            assertThat(writer.position()).isEqualTo(PageLayout.firstPosition(1));
            assertThat(tagOf(region, 1)).isZero();
        }
    }

    @Test
    void shouldSkipBegunPageOnly() {
        try (Region region = open(TestRegion.EMULATED)) {
            assertThat(region.length()).isEqualTo(SEGMENT_BYTES);
            writer.skipPage();
            assertThat(writer.position()).isEqualTo(PageLayout.firstPosition(0));
            writer.write(new ProvenBytes(1, 1), 0, 1);
            writer.skipPage();
            writer.skipPage();
            assertThat(writer.position()).isEqualTo(PageLayout.firstPosition(1));
            writer.write(new ProvenBytes(1, 1), 0, PageLayout.PAYLOAD_BYTES);
            writer.skipPage();
            assertThat(writer.position()).isEqualTo(PageLayout.firstPosition(2));
        }
    }

    @Test
    void shouldHaveNothingLeftAfterSkippingTheLastPage() {
        try (Region region = open(TestRegion.EMULATED)) {
            assertThat(region.length()).isEqualTo(SEGMENT_BYTES);
            writer.write(new ProvenBytes(1, 1), 0, (PAGES - 1) * PageLayout.PAYLOAD_BYTES + 1);
            writer.skipPage();
            assertThat(writer.remaining()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverTagPageAgainThatWasTakenWhileOpen(TestRegion kind) {
        try (Region region = open(kind)) {
            ProvenBytes source = new ProvenBytes(1, 1);
            writer.write(source, 0, 1000);
            region.discard(0, region.pageBytes());
            assertThat(writer.intact(PageLayout.firstPosition(0))).isFalse();
            writer.write(source, 1000, 1000);
            assertThat(tagOf(region, 0)).isZero();
            assertThat(writer.intact(PageLayout.firstPosition(0))).isFalse();

            writer.skipPage();
            int next = writer.position();
            writer.write(source, 0, 1000);
            assertThat(writer.intact(next)).isTrue();
            assertThat(writer.intact(PageLayout.firstPosition(0))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLosePageThatIsTakenInTheMiddleOfAWrite(TestRegion kind) {
        Assumptions.assumeThat(kind.losesOpenPages())
                .as("%s loses open pages", kind)
                .isTrue();
        try (Region region = open(kind)) {
            ProvenBytes value = new ProvenBytes(1, 1);
            PageSource taken = (offset, address, length) -> {
                value.copyTo(offset, address, length / 2);
                long page = (address - region.address()) & -region.pageBytes();
                region.discard(page, region.pageBytes());
                value.copyTo(offset + length / 2, address + length / 2, length - length / 2);
            };
            writer.write(taken, 0, 100);
            assertThat(writer.intact(PageLayout.firstPosition(0))).isFalse();
            assertThat(tagOf(region, 0)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeIntactAsLongAsEveryPageIsThere(TestRegion kind) {
        try (Region region = open(kind)) {
            writer.write(new ProvenBytes(1, 1), 0, 10 * PageLayout.PAYLOAD_BYTES);
            int unit = region.pageBytes() / PageLayout.PAGE_BYTES;
            int lost = 5 / unit * unit;
            assertThat(writer.intact(PageLayout.firstPosition(0))).isTrue();
            region.discard(PageLayout.tagPosition(lost), region.pageBytes());
            assertThat(writer.intact(PageLayout.firstPosition(0))).isFalse();
            assertThat(writer.intact(PageLayout.firstPosition(lost))).isFalse();
            assertThat(writer.intact(PageLayout.firstPosition(lost + unit))).isTrue();
        }
    }
}
