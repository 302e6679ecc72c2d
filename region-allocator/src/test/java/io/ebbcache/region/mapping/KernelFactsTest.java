package io.ebbcache.region.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we take for granted of the kernel, asked of the kernel. */
class KernelFactsTest {

    private static final int LENGTH = 8 << 20;

    private static Region written(TestRegion kind) {
        Region region = kind.map(LENGTH);
        UnsafeApi.setMemory(region.address(), LENGTH, (byte) 1);
        return region;
    }

    /** New and newly sealed pages are counted in batches of 31, one batch a CPU. */
    private static int almost(int bytes) {
        return (bytes >> 10) - 2 * 31 * 4 * Runtime.getRuntime().availableProcessors();
    }

    @Test
    void shouldBeDroppableWipedOnForkAndNotDumped() throws IOException {
        try (Region region = TestRegion.DROPPABLE.map(LENGTH)) {
            assertThat(Smaps.of(region.address()).flags())
                    .contains("wf", "dd", "dp", "nh")
                    .doesNotContain("sh");
        }
    }

    @Test
    void shouldBeWipedOnForkAndNotDumpedWhereTheKernelFreesLazily() throws IOException {
        try (Region region = TestRegion.LAZY_FREE.map(LENGTH)) {
            assertThat(Smaps.of(region.address()).flags())
                    .contains("wf", "dd", "nh")
                    .doesNotContain("sh", "dp");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPPABLE", "LAZY_FREE"})
    void shouldCountSealedPagesAsLazilyFreed(TestRegion kind) throws IOException {
        try (Region region = written(kind)) {
            assertThat(Smaps.of(region.address()).kib("LazyFree")).isZero();
            region.seal(0, LENGTH / 2);
            await().until(() -> Smaps.of(region.address()).kib("LazyFree") >= almost(LENGTH / 2));
            assertThat(Smaps.of(region.address()).kib("LazyFree")).isLessThanOrEqualTo(LENGTH >> 11);
            region.seal(LENGTH / 2, LENGTH / 2);
            await().until(() -> Smaps.of(region.address()).kib("LazyFree") >= almost(LENGTH));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPPABLE", "LAZY_FREE"})
    void shouldStayLazilyFreedWhenRead(TestRegion kind) throws IOException {
        try (Region region = written(kind)) {
            region.seal(0, LENGTH);
            await().until(() -> Smaps.of(region.address()).kib("LazyFree") >= almost(LENGTH));
            for (long at = 0; at < LENGTH; at += region.pageBytes()) {
                assertThat(UnsafeApi.getByte(region.address() + at)).isEqualTo((byte) 1);
            }
            assertThat(Smaps.of(region.address()).kib("LazyFree")).isGreaterThanOrEqualTo(almost(LENGTH));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPPABLE", "LAZY_FREE"})
    void shouldMakeSealedPageDirtyAgainByWritingToIt(TestRegion kind) throws IOException {
        try (Region region = written(kind)) {
            region.seal(0, LENGTH);
            await().until(() -> Smaps.of(region.address()).kib("LazyFree") >= almost(LENGTH));
            for (long at = 0; at < LENGTH / 2; at += region.pageBytes()) {
                UnsafeApi.putByte(region.address() + at, (byte) 2);
            }
            assertThat(Smaps.of(region.address()).kib("LazyFree")).isLessThanOrEqualTo(LENGTH >> 11);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPPABLE", "LAZY_FREE"})
    void shouldFreeTheMemoryOfDroppedPages(TestRegion kind) throws IOException {
        try (Region region = written(kind)) {
            region.seal(0, LENGTH);
            assertThat(Smaps.of(region.address()).kib("Rss")).isEqualTo(LENGTH >> 10);
            Drops.all(region, 0, LENGTH / 2);
            assertThat(Smaps.of(region.address()).kib("Rss")).isEqualTo(LENGTH >> 11);
        }
    }
}
