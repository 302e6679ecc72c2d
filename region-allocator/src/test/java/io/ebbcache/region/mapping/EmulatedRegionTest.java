package io.ebbcache.region.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmulatedRegionTest {

    private static final int MIB = 1 << 20;
    private static final int LENGTH = 8 * MIB;

    private static Region written(TestRegion kind) {
        Region region = kind.map(LENGTH);
        UnsafeApi.setMemory(region.address(), LENGTH, (byte) 1);
        return region;
    }

    private static void assertGone(Region region, int... mebibytes) {
        BitSet gone = new BitSet();
        for (int mebibyte : mebibytes) {
            gone.set(mebibyte);
        }
        for (int mebibyte = 0; mebibyte < LENGTH / MIB; mebibyte++) {
            boolean expected = !gone.get(mebibyte);
            Presence presence = Presence.of(region, (long) mebibyte * MIB, MIB);
            assertThat(presence.data().cardinality())
                    .as("pages of MiB %s", mebibyte)
                    .isEqualTo(expected ? MIB / region.pageBytes() : 0);
            for (int at = mebibyte * MIB; at < (mebibyte + 1) * MIB; at += 64) {
                if (UnsafeApi.getByte(region.address() + at) != (expected ? 1 : 0)) {
                    throw new AssertionError("byte " + at + " should " + (expected ? "" : "not ") + "be there");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EMULATED", "EMULATED_WITHOUT_NATIVE_MEMORY"})
    void shouldGiveUpTheOldestSealedFirst(TestRegion kind) {
        try (Region region = written(kind)) {
            region.seal(5 * MIB, MIB);
            region.seal(0, 2 * MIB);
            region.seal(3 * MIB, MIB);
            assertThat(region.relieve(1)).isEqualTo(MIB);
            assertGone(region, 5);
            assertThat(region.relieve(MIB)).isEqualTo(2 * MIB);
            assertGone(region, 5, 0, 1);
            assertThat(region.relieve(LENGTH)).isEqualTo(MIB);
            assertGone(region, 5, 0, 1, 3);
            assertThat(region.relieve(LENGTH)).isZero();
            assertGone(region, 5, 0, 1, 3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EMULATED", "EMULATED_WITHOUT_NATIVE_MEMORY"})
    void shouldGiveUpNothingThatIsNotSealed(TestRegion kind) {
        try (Region region = written(kind)) {
            assertThat(region.relieve(LENGTH)).isZero();
            region.seal(0, MIB);
            assertThat(region.relieve(0)).isZero();
            assertGone(region);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EMULATED", "EMULATED_WITHOUT_NATIVE_MEMORY"})
    void shouldNotCountPagesThatAreGoneAlready(TestRegion kind) {
        try (Region region = written(kind)) {
            region.seal(0, MIB);
            region.drop(0, MIB / 4);
            assertThat(region.relieve(LENGTH)).isEqualTo(MIB - MIB / 4);
            assertGone(region, 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EMULATED", "EMULATED_WITHOUT_NATIVE_MEMORY"})
    void shouldNotGiveUpWhatWasDiscardedAndWrittenAnew(TestRegion kind) {
        try (Region region = written(kind)) {
            region.seal(0, 2 * MIB);
            region.seal(2 * MIB, 2 * MIB);
            region.discard(0, 2 * MIB);
            UnsafeApi.setMemory(region.address(), 2 * MIB, (byte) 1);
            assertThat(region.relieve(LENGTH)).isEqualTo(2 * MIB);
            assertGone(region, 2, 3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EMULATED", "EMULATED_WITHOUT_NATIVE_MEMORY"})
    void shouldCountDroppedPagesAsThereAgainOnceDiscarded(TestRegion kind) {
        try (Region region = written(kind)) {
            region.seal(0, 2 * MIB);
            region.drop(0, 2 * MIB);
            assertGone(region, 0, 1);
            region.discard(0, 2 * MIB);
            UnsafeApi.setMemory(region.address(), 2 * MIB, (byte) 1);
            assertGone(region);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EMULATED", "EMULATED_WITHOUT_NATIVE_MEMORY"})
    void shouldKeepTheRestWhenAPageIsDropped(TestRegion kind) {
        try (Region region = written(kind)) {
            region.seal(0, LENGTH);
            region.drop(MIB, MIB);
            region.drop(4 * MIB, 2 * MIB);
            assertGone(region, 1, 4, 5);
        }
    }
}
