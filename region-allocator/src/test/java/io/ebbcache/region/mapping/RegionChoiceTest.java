package io.ebbcache.region.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ebbcache.region.nativemem.NativeCallException;
import io.ebbcache.region.nativemem.NativeMemory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegionChoiceTest {

    private static final int LENGTH = 4 << 20;

    private static boolean canBeHad(RegionKind kind) {
        try {
            return RegionChoice.probe(kind).kind() == kind;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void shouldChooseTheBestKindThatCanBeHadAndSayWhyNoBetter() {
        RegionChoice choice = RegionChoice.probe(null);
        assertThat(canBeHad(choice.kind())).isTrue();
        assertThat(choice.reason()).startsWith(choice.kind().name()).doesNotContain("\n");
        for (RegionKind kind : RegionKind.values()) {
            if (kind.compareTo(choice.kind()) < 0) {
                assertThat(canBeHad(kind)).as("%s can be had", kind).isFalse();
                assertThat(choice.reason()).contains("no " + kind + ": ");
            } else {
                assertThat(choice.reason()).doesNotContain("no " + kind);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldMapTheWantedKindOrSayWhyNot(RegionKind kind) {
        if (!canBeHad(kind)) {
            assertThatThrownBy(() -> RegionChoice.probe(kind)).hasMessageStartingWith("no " + kind + " region here: ");
            return;
        }
        RegionChoice choice = RegionChoice.probe(kind);
        assertThat(choice.reason()).isEqualTo(kind + ", as asked for");
        try (Region region = choice.map(LENGTH)) {
            assertThat(region.kind()).isEqualTo(kind);
            assertThat(region.length()).isEqualTo(LENGTH);
        }
    }

    @Test
    void shouldAlwaysHaveTheEmulatedKind() {
        assertThat(canBeHad(RegionKind.EMULATED)).isTrue();
        assertThat(RegionChoice.probe(null, Optional.empty()))
                .isEqualTo(new RegionChoice(
                        RegionKind.EMULATED, "EMULATED (no DROPPABLE: needs Linux; no LAZY_FREE: needs Linux)"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EMULATED")
    void shouldRefuseWantedKindThatIsNotThere(RegionKind kind) {
        assertThatThrownBy(() -> RegionChoice.probe(kind, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no " + kind + " region here: needs Linux");
    }

    @ParameterizedTest
    @EnumSource
    void shouldReportLengthThatTheKernelRefuses(RegionKind kind) {
        assumeThat(NativeMemory.find()).as("native memory").isPresent();
        assumeThat(canBeHad(kind)).as("%s can be had", kind).isTrue();
        RegionChoice choice = RegionChoice.probe(kind);
        assertThatThrownBy(() -> choice.map(1L << 60))
                .isInstanceOf(NativeCallException.class)
                .hasMessageContaining("out of memory (ENOMEM)");
    }
}
