package io.ebbcache.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.client.ring.KetamaPlacement;
import io.ebbcache.client.ring.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RingBookTest {
    private final RingBook book = new RingBook();

    @Test
    void shouldReadWhatANodeTells() throws IOException {
        NodeView view = NodeView.parse(List.of(
                "STAT cluster faults",
                "STAT ring_version 17",
                "STAT ring_decided_by n2",
                "STAT view_nodes 2",
                "STAT coordinator n2",
                "STAT state 1 of the ring missing",
                "STAT ring_tentative 1",
                "STAT node:n3 10.0.0.3:11211 missing",
                "STAT node:n1 10.0.0.1:11211 up"));

        assertThat(view.ring()).isEqualTo(new RingId(17, "n2", true)).hasToString("17/n2(tentative)");
        assertThat(view.viewNodes()).isEqualTo(2);
        assertThat(view.coordinator()).isEqualTo("n2");
        assertThat(view.missing()).containsExactly("n3");
        assertThat(view.members())
                .containsExactly(Map.entry("n1", "10.0.0.1:11211"), Map.entry("n3", "10.0.0.3:11211"));
    }

    @Test
    void shouldDoWithoutWhoDecided() {
        assertThat(Views.view(17, "n1", "n2").ring()).hasToString("17");
        assertThat(Views.view(0).ring()).hasToString("none");
    }

    @Test
    void shouldRefuseOtherAnswers() {
        assertThatThrownBy(() -> NodeView.parse(List.of("ERROR"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> NodeView.parse(List.of("STAT pid 1"))).isInstanceOf(IOException.class);
    }

    @Test
    void shouldKnowARingOnlyBetweenTwoAnswers() {
        book.told("n1", 10, 12, Views.view(1, "n1"));
        assertThat(book.during("n1", 12, 12)).as("one answer").isNull();

        book.told("n1", 20, 22, Views.view(1, "n1"));
        assertThat(book.during("n1", 12, 20)).isEqualTo(Views.ring(1));
        assertThat(book.during("n1", 11, 20))
                .as("before the first was answered")
                .isNull();
        assertThat(book.during("n1", 12, 21)).as("after the last was asked for").isNull();
        assertThat(book.during("n2", 12, 20)).as("somebody else").isNull();
    }

    @Test
    void shouldNotKnowTheRingWhileItChanges() {
        tell("n1", 10, 20, Views.view(1, "n1"));
        tell("n1", 30, 40, Views.view(2, "n1"));

        assertThat(book.during("n1", 12, 18)).isEqualTo(Views.ring(1));
        assertThat(book.during("n1", 32, 38)).isEqualTo(Views.ring(2));
        assertThat(book.during("n1", 12, 38)).isNull();
        assertThat(book.during("n1", 22, 26)).isNull();
    }

    @Test
    void shouldNotKnowTheRingWhileTheNodeIsSilent() {
        tell("n1", 10, 20, Views.view(1, "n1"));
        book.silent("n1");
        tell("n1", 30, 40, Views.view(1, "n1"));

        assertThat(book.during("n1", 12, 18)).isNotNull();
        assertThat(book.during("n1", 12, 38)).isNull();
        assertThat(book.during("n1", 32, 38)).isNotNull();
    }

    @Test
    void shouldSayWhetherAWriteCountsForOthers() {
        tell("n1", 10, 20, Views.tentative(1, "n1"));
        tell("n1", 30, 40, Views.view(2, "n1"));
        tell("n1", 50, 60, Views.view(3, "n1"));

        assertThat(book.counts("n1", 12, 18)).isFalse();
        assertThat(book.counts("n1", 25, 26)).as("perhaps in the first ring").isFalse();
        assertThat(book.counts("n1", 32, 38)).isTrue();
        assertThat(book.counts("n1", 45, 46)).isTrue();
        assertThat(book.counts("n1", 52, 58)).isTrue();
        assertThat(book.counts("n2", 12, 18)).as("nobody knows").isFalse();
    }

    @Test
    void shouldGiveNoKeysToWhoIsMissing() {
        tell("n1", 10, 20, Views.without("n2", 1, "n1", "n2", "n3"));

        List<String> owners = IntStream.range(0, 100)
                .mapToObj(key -> book.owner(Views.ring(1), Values.key(key)))
                .toList();

        assertThat(owners).contains("n1", "n3").doesNotContain("n2");
    }

    @Test
    void shouldPlaceKeysAsNodesDo() {
        tell("n1", 10, 20, Views.view(1, "n2", "n1"));
        KetamaPlacement placement =
                new KetamaPlacement(List.of(Node.parse("10.0.0.1:11211"), Node.parse("10.0.0.2:11211")));
        List<String> owners = new ArrayList<>();
        for (int key = 0; key < 100; key++) {
            String name = Values.key(key);
            String address =
                    placement.nodeOf(name.getBytes(StandardCharsets.US_ASCII)).address();
            owners.add(book.owner(Views.ring(1), name));
            assertThat(Views.ADDRESSES.get(owners.get(key))).isEqualTo(address);
        }
        assertThat(owners).contains("n1", "n2");
    }

    @Test
    void shouldSeeAgreementOfAllWhoAreExpected() {
        Set<String> both = Set.of("n1", "n2");
        tell("n1", 10, 20, Views.view(1, "n1", "n2"));
        assertThat(book.agree(both, 0)).as("one is silent").isFalse();
        tell("n2", 10, 20, Views.view(2, "n1", "n2"));
        assertThat(book.agree(both, 0)).as("another ring").isFalse();
        tell("n1", 30, 40, Views.view(2, "n1", "n2"));
        assertThat(book.agree(both, 0)).isTrue();
        assertThat(book.tellOfThemselvesOnly(both)).isTrue();
        assertThat(book.agree(both, 25)).as("n2 was not asked since").isFalse();
        assertThat(book.agree(Set.of("n1"), 0)).as("it sees somebody else").isFalse();
        assertThat(book.ringsSince(25)).isEqualTo(1);
        assertThat(book.ringsSince(0)).isEqualTo(2);
        book.silent("n2");
        assertThat(book.now()).isEqualTo("n1 has ring 2 of [n1, n2], sees 2, coordinator n1; n2 does not answer");
    }

    /** Who is missing stays in the list for a while. */
    @Test
    void shouldTellAgreementFromANewList() {
        Expectation expected = Expectation.oneRing(Set.of("n1", "n2"));
        tell("n1", 10, 20, Views.without("n3", 1, "n1", "n2", "n3"));
        tell("n2", 10, 20, Views.without("n3", 1, "n1", "n2", "n3"));
        Agreement agreement = new Agreement(book, expected, 5, 8);

        agreement.look(1_000_000_005);
        assertThat(agreement.isThere()).isFalse();

        tell("n1", 30, 40, Views.view(2, "n1", "n2"));
        tell("n2", 30, 40, Views.view(2, "n1", "n2"));
        agreement.look(3_000_000_005L);
        agreement.look(4_000_000_005L);
        assertThat(agreement.isThere()).isTrue();
        assertThat(agreement.step(new StepTally("kill", Set.of("n3"), 7), 9))
                .isEqualTo(new Step("kill", Set.of("n3"), 7, 9, 1.0, 3.0, 2));
    }

    @Test
    void shouldNotTakeNodesWithoutARingForAgreed() {
        tell("n1", 10, 20, Views.view(0, "n1"));

        assertThat(book.agree(Set.of("n1"), 0)).isFalse();
        assertThat(book.ringsSince(0)).isZero();
    }

    @Test
    void shouldExpectTheHalvesOfASplitClusterToAgreeEachForItself() {
        Expectation halves = new Expectation(List.of(Set.of("n1", "n2"), Set.of("n3")));
        tell("n1", 10, 20, Views.view(1, "n1", "n2"));
        tell("n2", 10, 20, Views.view(1, "n1", "n2"));
        tell("n3", 10, 20, Views.view(7, "n1", "n2", "n3"));
        assertThat(halves.isMet(book, 0)).isFalse();

        tell("n3", 30, 40, Views.view(8, "n3"));
        assertThat(halves.isMet(book, 0)).isTrue();
    }

    private void tell(String node, long first, long last, NodeView view) {
        book.told(node, first, first + 1, view);
        book.told(node, last, last + 1, view);
    }
}
