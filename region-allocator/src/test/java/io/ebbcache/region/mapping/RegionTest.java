package io.ebbcache.region.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ebbcache.region.nativemem.NativeMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegionTest {

    private static final int LENGTH = 4 << 20;
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private static Region written(TestRegion kind) {
        Region region = kind.map(LENGTH);
        UnsafeApi.setMemory(region.address(), LENGTH, (byte) 1);
        return region;
    }

    private static void assertBytes(Region region, long from, long to, int expected) {
        for (long at = from; at < to; at++) {
            if (UnsafeApi.getByte(region.address() + at) != expected) {
                assertThat(UnsafeApi.getByte(region.address() + at))
                        .as("byte %s", at)
                        .isEqualTo((byte) expected);
            }
        }
    }

    private static BitSet pages(Region region, long from, long to) {
        BitSet pages = new BitSet();
        pages.set((int) (from / region.pageBytes()), (int) (to / region.pageBytes()));
        return pages;
    }

    @ParameterizedTest
    @EnumSource
    void shouldStartAtMultipleOfTwoMebibytes(TestRegion kind) {
        try (Region region = kind.map(LENGTH)) {
            assertThat(region.address() % (2 << 20)).isZero();
            assertThat(region.length()).isEqualTo(LENGTH);
            assertThat(region.pageBytes()).isPositive().isGreaterThanOrEqualTo(4096);
        }
    }

    /** So a region may be as large as the machine, whatever part of it will be used; and the kernel does not count it as promised. */
    @ParameterizedTest
    @EnumSource(names = "EMULATED_WITHOUT_NATIVE_MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void shouldTakeAddressesButNoMemory(TestRegion kind) throws IOException {
        assumeThat(NativeMemory.find()).as("needs Linux").isPresent();
        try (Region region = kind.map(64L << 30)) {
            assertThat(Smaps.of(region.address()).kib("Rss")).isZero();
            assertThat(Smaps.of(region.address()).flags()).contains("nr");
            UnsafeApi.putByte(region.address() + (32L << 30), (byte) 1);
            assertThat(Smaps.of(region.address()).kib("Rss") * 1024).isEqualTo(region.pageBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldPopulateWithZeros(TestRegion kind) {
        try (Region region = written(kind)) {
            long length = 64L * region.pageBytes();
            region.discard(0, length);
            region.populate(0, length);
            assertThat(Presence.of(region, 0, length).data()).isEqualTo(pages(region, 0, length));
            assertBytes(region, 0, length, 0);
            assertBytes(region, length, LENGTH, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadAsZerosOnlyWhereDiscarded(TestRegion kind) {
        try (Region region = written(kind)) {
            long from = region.pageBytes();
            long to = 17L * region.pageBytes();
            region.discard(from, to - from);
            assertBytes(region, 0, from, 1);
            assertBytes(region, from, to, 0);
            assertBytes(region, to, LENGTH, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepWhatIsSealed(TestRegion kind) {
        try (Region region = written(kind)) {
            region.seal(0, LENGTH);
            region.seal(0, LENGTH);
            assertBytes(region, 0, LENGTH, 1);
            assertThat(Presence.of(region).data()).isEqualTo(pages(region, 0, LENGTH));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadAsZerosOnlyWhereDropped(TestRegion kind) {
        try (Region region = written(kind)) {
            long from = region.pageBytes();
            long to = 17L * region.pageBytes();
            region.seal(0, LENGTH);
            Drops.all(region, from, to - from);
            assertBytes(region, 0, from, 1);
            assertBytes(region, from, to, 0);
            assertBytes(region, to, LENGTH, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepUnsealedPagesWhereOnlySealedOnesCanBeDropped(TestRegion kind) {
        assumeThat(kind.dropsUnsealedPages()).as("%s drops any page", kind).isFalse();
        try (Region region = written(kind)) {
            region.seal(0, LENGTH / 2);
            Drops.all(region, 0, LENGTH / 2);
            region.drop(0, LENGTH);
            assertBytes(region, 0, LENGTH / 2, 0);
            assertBytes(region, LENGTH / 2, LENGTH, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldDropUnsealedPagesWhereAnyCanBeDropped(TestRegion kind) {
        assumeThat(kind.dropsUnsealedPages()).as("%s drops any page", kind).isTrue();
        try (Region region = written(kind)) {
            Drops.all(region, 0, LENGTH);
            assertBytes(region, 0, LENGTH, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReportThePagesThatAreThere(TestRegion kind) {
        try (Region region = written(kind)) {
            region.seal(0, LENGTH);
            BitSet expected = pages(region, 0, LENGTH);
            for (int page = 3; page < 200; page += 7) {
                Drops.all(region, (long) page * region.pageBytes(), region.pageBytes());
                expected.clear(page);
            }
            assertThat(Presence.of(region).data()).isEqualTo(expected);
            assertThat(Presence.of(region).zeros().isEmpty()).isTrue();

            long from = 5L * region.pageBytes();
            long length = 100L * region.pageBytes();
            expected.and(pages(region, from, from + length));
            assertThat(Presence.of(region, from, length).data()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPPABLE", "LAZY_FREE"})
    void shouldLeaveReliefToTheKernel(TestRegion kind) {
        try (Region region = written(kind)) {
            region.seal(0, LENGTH);
            assertThat(region.relieve(LENGTH)).isZero();
            assertBytes(region, 0, LENGTH, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveNoFileOpenWhenClosed(TestRegion kind) throws IOException {
        assumeThat(OPEN_FILES).isDirectory();
        kind.map(LENGTH).close();
        long before = openPageMaps();
        for (int i = 0; i < 10; i++) {
            kind.map(LENGTH).close();
        }
        assertThat(openPageMaps()).isEqualTo(before);
    }

    private static long openPageMaps() throws IOException {
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            return files.filter(RegionTest::isPageMap).count();
        }
    }

    private static boolean isPageMap(Path file) {
        try {
            return Files.readSymbolicLink(file).endsWith("pagemap");
        } catch (IOException e) {
            return false;
        }
    }
}
