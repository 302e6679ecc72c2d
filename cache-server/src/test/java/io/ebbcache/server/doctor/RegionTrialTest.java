package io.ebbcache.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.region.mapping.RegionKind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegionTrialTest {
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

    private static RegionChoice choice(RegionKind kind) {
        try {
            return RegionChoice.probe(kind);
        } catch (IllegalArgumentException e) {
            return Assumptions.abort(String.valueOf(e.getMessage()));
        }
    }
}
