package io.ebbcache.region.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.nativemem.NativeMemory;
import java.util.Optional;
import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MappedRegionTest {

    private static final int LENGTH = 4 << 20;

    /** As on a kernel that lacks PAGEMAP_SCAN. */
    private static Region withoutScan(TestRegion kind) {
        RegionKind mapped;
        try (Region region = kind.map(LENGTH)) {
            mapped = region.kind();
        }
        return new MappedRegion(NativeMemory.find().orElseThrow(), mapped, LENGTH, Optional::empty);
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPPABLE", "LAZY_FREE"})
    void shouldFindPagesThatAreThereWithoutScan(TestRegion kind) {
        try (Region region = withoutScan(kind)) {
            assertThat(Presence.of(region).data().isEmpty()).isTrue();
            UnsafeApi.setMemory(region.address(), LENGTH / 2, (byte) 1);
            int half = LENGTH / 2 / region.pageBytes();
            assertThat(Presence.of(region).data().cardinality()).isEqualTo(half);
            assertThat(Presence.of(region).data().nextClearBit(0)).isEqualTo(half);

            region.seal(0, LENGTH);
            Drops.all(region, 10L * region.pageBytes(), 20L * region.pageBytes());
            assertThat(Presence.of(region).data().nextClearBit(0)).isEqualTo(10);
            assertThat(Presence.of(region).data().nextSetBit(10)).isEqualTo(30);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPPABLE", "LAZY_FREE"})
    void shouldTakePagesOfZerosForPresentWithoutScan(TestRegion kind) {
        try (Region region = withoutScan(kind)) {
            assertThat(UnsafeApi.getByte(region.address())).isZero();
            assertThat(Presence.of(region).data().cardinality()).isEqualTo(1);
            assertThat(Presence.of(region).zeros().isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPPABLE", "LAZY_FREE"})
    void shouldTellPagesOfZerosApartByScan(TestRegion kind) {
        try (Region region = kind.map(LENGTH)) {
            assertThat(UnsafeApi.getByte(region.address())).isZero();
            UnsafeApi.putByte(region.address() + region.pageBytes(), (byte) 1);
            Presence presence = Presence.of(region);
            assertThat(presence.zeros().stream()).containsExactly(0);
            assertThat(presence.data().stream()).containsExactly(1);
        }
    }
}
