package io.ebbcache.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.region.nativemem.Advice;
import io.ebbcache.region.nativemem.NativeMemory;
import io.ebbcache.region.segment.SegmentLayout;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegionTrialTest {
    private static final int PAGE = 4096;

    @ParameterizedTest
    @EnumSource
    void shouldDropAPageOfEachKindThatThereIs(RegionKind kind) {
        Finding finding = RegionTrial.ofChoice(choice(kind));
        assertThat(finding.mark())
                .as(finding.toString())
                .isEqualTo(kind == RegionKind.DROPPABLE ? Mark.OK : Mark.SO_SO);
        assertThat(finding.found()).startsWith(kind + ": ");
        assertThat(finding.advice().isEmpty()).isEqualTo(kind == RegionKind.DROPPABLE);
    }

    @Test
    void shouldTellWhetherThereIsDroppableMemory() {
        Finding finding = RegionTrial.ofDroppable();
        boolean there = RegionChoice.probe(null).kind() == RegionKind.DROPPABLE;
        assertThat(finding.mark()).as(finding.toString()).isEqualTo(there ? Mark.OK : Mark.SO_SO);
        assertThat(finding.found()).startsWith(there ? "tried: one page was dropped" : "no DROPPABLE region here: ");
    }

    @Test
    void shouldBeContentWithWhatCannotBeDroppedFromOutside() {
        NativeMemory memory = NativeMemory.find().orElseGet(() -> Assumptions.abort("needs Linux"));
        // as an old kernel answers: no such advice
        assertThat(problemWhere((region, offset) -> memory.advise(region.address() + 1, PAGE, Advice.PAGEOUT)))
                .isEmpty();
    }

    @Test
    void shouldNoticePagesThatCannotBeDropped() {
        assertThat(problemWhere((region, offset) -> {})).contains("a sealed page could not be dropped");
    }

    @Test
    void shouldNoticeDroppedPagesThatAreNotZeros() {
        assertThat(problemWhere((region, offset) -> UnsafeApi.putLong(region.address() + offset, 0)))
                .contains("a dropped page does not read as zeros");
    }

    @Test
    void shouldNoticePagesThatWereHarmed() {
        assertThat(problemWhere((region, offset) -> {
                    UnsafeApi.setMemory(region.address() + offset, PAGE, (byte) 0);
                    UnsafeApi.putByte(region.address() + offset + PAGE + 100, (byte) 1);
                }))
                .hasValueSatisfying(problem -> assertThat(problem).matches("page \\d+ does not hold what was written"));
    }

    /** What the trial finds where dropping a page does this. */
    private static Optional<String> problemWhere(BiConsumer<Region, Long> drop) {
        try (Region region = RegionChoice.probe(RegionKind.EMULATED).map(SegmentLayout.SEGMENT_BYTES)) {
            return RegionTrial.problem(new StrangeRegion(region, drop));
        }
    }

    private static RegionChoice choice(RegionKind kind) {
        try {
            return RegionChoice.probe(kind);
        } catch (IllegalArgumentException e) {
            return Assumptions.abort(String.valueOf(e.getMessage()));
        }
    }
}
