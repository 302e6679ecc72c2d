package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingView;
import io.ebbcache.server.command.NodeFigures;
import io.ebbcache.server.command.NodeSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jgroups.Address;
import org.jgroups.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummariesTest {

    private static final NodeSummary ONE = new NodeSummary(1, 2, 3, 4.5, 0.5, "fosh");
    private static final NodeSummary TWO = new NodeSummary(2, 2, 3, 4.5, Double.NaN, "");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may run over
    private final Company company = new Company();
    private final List<Address> asked = new ArrayList<>();
    private final List<byte[]> answers = new ArrayList<>();
    private final Summaries summaries = new Summaries(company, this::sent, nanos::get);

    private void sent(Address target, byte[] message) {
        if (GroupMessages.kind(message) == GroupMessages.SUMMARY_WANTED) {
            asked.add(target);
        } else {
            answers.add(message);
        }
    }

    private static Address address(int index) {
        return new UUID(0, index);
    }

    /** Node 0 is this one. */
    private void meet(int count) {
        company.viewed(
                IntStream.range(0, count).mapToObj(SummariesTest::address).toList());
        for (int i = 0; i < count; i++) {
            company.heard(address(i), new Presence(TestGroup.member(i), false, null));
        }
    }

    private List<NodeFigures> nodes(Member... ring) {
        List<Member> here = company.present().stream().map(Presence::member).toList();
        return summaries.nodes(new GroupState(
                TestGroup.member(0),
                ring.length == 0 ? null : new RingView(1, "node-0", List.of(ring)),
                company.size(),
                "",
                here,
                List.of(),
                Map.of(),
                Map.of()));
    }

    private @Nullable NodeSummary known(int index) {
        return nodes().stream()
                .filter(each -> each.name().equals("node-" + index))
                .findFirst()
                .map(NodeFigures::summary)
                .orElse(null);
    }

    private void look(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        summaries.look(address(0));
    }

    @Test
    void shouldAskNobodyWhileNobodyLooks() {
        meet(3);
        for (int i = 0; i < 1000; i++) {
            look(50);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldAskEveryTwoSecondsAsLongAsSomebodyLooks() {
        meet(3);
        nodes();
        look(50);
        assertThat(asked).containsExactly(address(1), address(2));
        for (int i = 0; i < 100; i++) {
            nodes();
            look(100);
        }
        assertThat(asked).hasSize(2 * (1 + 5));
        for (int i = 0; i < 100; i++) {
            look(100);
        }
        assertThat(asked).as("two more rounds in five seconds").hasSize(2 * (1 + 5 + 2));
        nodes();
        look(50);
        assertThat(asked).as("at once when somebody looks again").hasSize(2 * (1 + 5 + 3));
    }

    @Test
    void shouldAskAFewInTurnInALargeCluster() {
        meet(1000);
        Set<Address> all = new HashSet<>();
        for (int round = 1; round <= 1000 / Summaries.MOST_ASKED; round++) {
            nodes();
            look(2000);
            assertThat(asked).hasSize(Summaries.MOST_ASKED);
            all.addAll(asked);
            assertThat(all).as("nobody twice").hasSize(round * Summaries.MOST_ASKED);
            asked.clear();
        }
        nodes();
        look(2000);
        all.addAll(asked);
        assertThat(all).hasSize(999).doesNotContain(address(0));
    }

    @Test
    void shouldKnowAllOfALargeClusterAsLongAsTheyAnswer() {
        meet(1000);
        int turn = 999 / Summaries.MOST_ASKED + 1;
        for (int round = 1; round <= 3 * turn; round++) {
            nodes();
            look(2000);
            asked.forEach(each -> summaries.told(each, ONE));
            asked.clear();
            look(50);
            if (round >= turn) {
                assertThat(nodes().stream().filter(each -> each.summary() != null))
                        .hasSize(999);
            }
        }
        for (int i = 0; i <= turn + 2; i++) {
            look(2000);
        }
        assertThat(nodes()).extracting(NodeFigures::summary).containsOnlyNulls();
    }

    @Test
    void shouldAskNobodyInAClusterOfOne() {
        meet(1);
        nodes();
        look(2000);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldTellHowOldASummaryIsUntilItIsTooOld() {
        meet(2);
        summaries.told(address(1), ONE);
        look(9000);
        assertThat(nodes())
                .containsExactly(
                        new NodeFigures("node-0", "127.0.0.1:1000", true, false, 0, null),
                        new NodeFigures("node-1", "127.0.0.1:1001", false, false, 9000, ONE));
        summaries.told(address(1), TWO);
        look(10_000);
        assertThat(known(1)).isEqualTo(TWO);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1)); // and nobody has tidied up
        assertThat(nodes().get(1).summary()).isNull();
        assertThat(nodes().get(1).ageMillis()).isZero();
        look(0);
        assertThat(known(1)).isNull();
    }

    @Test
    void shouldForgetWhoLeaves() {
        meet(3);
        summaries.told(address(2), ONE);
        look(10);
        assertThat(known(2)).isEqualTo(ONE);
        meet(2);
        look(10);
        assertThat(nodes(TestGroup.member(0), TestGroup.member(2)))
                .containsExactly(
                        new NodeFigures("node-0", "127.0.0.1:1000", true, false, 0, null),
                        new NodeFigures("node-2", "127.0.0.1:1002", false, true, 0, null),
                        new NodeFigures("node-1", "127.0.0.1:1001", false, false, 0, null));
        meet(3);
        look(10);
        assertThat(known(2)).as("it is another that comes").isNull();
    }

    @Test
    void shouldBelieveTheLaterOfTwoInOnePlace() {
        meet(2);
        Address again = address(9);
        company.viewed(List.of(address(0), address(1), again));
        company.heard(again, new Presence(new Member("node-1", "127.0.0.1", "127.0.0.1", 1001, 5), false, null));
        summaries.told(again, TWO);
        summaries.told(address(1), ONE);
        look(10);
        assertThat(nodes()).hasSize(2);
        assertThat(known(1)).isEqualTo(TWO);
    }

    @Test
    void shouldHearOnlyThoseWhoAreThere() {
        meet(2);
        summaries.told(address(5), ONE);
        look(10);
        meet(6);
        look(10);
        assertThat(known(5)).isNull();
        company.viewed(List.of(address(0), address(7)));
        summaries.told(address(7), ONE); // and has not said who it is
        look(10);
        assertThat(nodes()).hasSize(1);
    }

    @Test
    void shouldAnswerThoseWhoAreThereIfItCan() throws Exception {
        meet(2);
        summaries.wanted(address(1));
        assertThat(answers).isEmpty();
        summaries.ownBy(() -> ONE);
        summaries.wanted(address(5));
        assertThat(answers).isEmpty();
        summaries.wanted(address(1));
        assertThat(answers).hasSize(1);
        assertThat(GroupMessages.summary(answers.get(0))).isEqualTo(ONE);
        for (int i = 0; i < 10; i++) {
            look(100);
            summaries.wanted(address(1));
            summaries.wanted(address(0));
        }
        assertThat(answers).as("each that asks, at most once a second").hasSize(3);
        assertThat(known(0)).isEqualTo(ONE);
    }
}
