package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RingDecisionTest {

    private static final long DATE = 1_800_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final Member A = member("a");
    private static final Member B = member("b");
    private static final Member C = member("c");

    private final RingDecision decision = new RingDecision("a", 10 * SECOND);

    private static Member member(String name) {
        return new Member(name, "host-" + name, "10.0.0.1", 11211);
    }

    private static RingView ring(long version, String decidedBy, Member... members) {
        return new RingView(version, decidedBy, List.of(members));
    }

    private static Announcement of(Member member, RingView... rings) {
        return new Announcement(member, false, List.of(rings));
    }

    private RingNews decide(List<Announcement> present, List<RingView> rings, long seconds) {
        return Objects.requireNonNull(decision.decide(present, rings, DATE, seconds * SECOND));
    }

    @Test
    void shouldTakeInAllWhoAreThere() {
        RingNews news = decide(List.of(of(B), of(A)), List.of(), 0);
        assertThat(news.current()).isEqualTo(ring(DATE, "a", A, B));
        assertThat(news.before()).isEmpty();
    }

    @Test
    void shouldLeaveAllAsItIsWhenNothingHasChanged() {
        RingView ring = ring(7, "b", A, B);
        assertThat(decision.decide(List.of(of(A, ring), of(B, ring)), List.of(ring), DATE, 0))
                .isNull();
    }

    @Test
    void shouldLetWhoIsGoneKeepItsPlaceForTheHoldDown() {
        RingView ring = ring(7, "b", A, B);
        List<Announcement> left = List.of(of(A, ring));
        RingNews news = decide(left, List.of(ring), 100);
        RingView without = new RingView(DATE, "a", List.of(A, B), Set.of("b"), false);
        assertThat(news.current()).isEqualTo(without);
        assertThat(news.current().serving()).containsExactly(A);
        assertThat(news.before()).containsExactly(ring);
        assertThat(decision.decide(left, List.of(ring, without), DATE, 109 * SECOND))
                .isNull();
        assertThat(decide(left, List.of(ring, without), 110).current().members())
                .containsExactly(A);
    }

    @Test
    void shouldMoveNothingWhenWhoWasGoneIsBackInTime() {
        RingView ring = ring(7, "b", A, B);
        RingView without = new RingView(8, "a", List.of(A, B), Set.of("b"), false);
        decide(List.of(of(A, ring)), List.of(ring), 0);
        RingView again = decide(List.of(of(A, without), of(B)), List.of(ring, without), 9)
                .current();
        assertThat(again.members()).isEqualTo(ring.members());
        assertThat(again.missing()).isEmpty();
        RingView goneAgain = decide(List.of(of(A, again)), List.of(again), 12).current();
        assertThat(goneAgain.members()).isEqualTo(ring.members());
    }

    @Test
    void shouldSeeWhoHasGone() {
        RingView ring = ring(7, "b", A, B);
        RingView without = new RingView(8, "a", List.of(A, B), Set.of("b"), false);
        assertThat(RingDecision.isSomebodyGone(List.of(of(A), of(B)), ring)).isFalse();
        assertThat(RingDecision.isSomebodyGone(List.of(of(A)), ring)).isTrue();
        assertThat(RingDecision.isSomebodyGone(List.of(of(A)), without)).isFalse();
    }

    @Test
    void shouldDecideForItselfOnlyBeforeItHasMetOthers() {
        RingView alone = decide(List.of(of(A)), List.of(), 0).current();
        assertThat(alone.tentative()).isTrue();
        RingView both = decide(List.of(of(A, alone), of(B)), List.of(alone), 1).current();
        assertThat(both.tentative()).isFalse();
        assertThat(decide(List.of(of(A, both)), List.of(alone, both), 2)
                        .current()
                        .tentative())
                .isFalse();
    }

    @Test
    void shouldDecideForItselfOnlyInTheSmallerPart() {
        RingView all = ring(1, "a", A, B, C);
        RingView alone = decide(List.of(of(A, all)), List.of(all), 0).current();
        assertThat(alone.tentative()).isTrue();
        RingView shrunk = decide(List.of(of(A, alone)), List.of(all, alone), 20).current();
        assertThat(shrunk.members()).containsExactly(A);
        assertThat(shrunk.tentative()).isTrue();
        assertThat(decide(List.of(of(A, all), of(B, all)), List.of(all), 30)
                        .current()
                        .tentative())
                .isFalse();
    }

    @Test
    void shouldDecideForAllWhenOthersLeaveByThemselves() {
        RingView all = ring(1, "a", A, B, C);
        List<Announcement> present =
                List.of(of(A, all), new Announcement(B, true, List.of(all)), new Announcement(C, true, List.of(all)));
        RingView rest = decide(present, List.of(all), 0).current();
        assertThat(rest.members()).containsExactly(A);
        assertThat(rest.tentative()).isFalse();
    }

    @Test
    void shouldTakeOutWhoLeavesAtOnce() {
        RingView ring = ring(7, "b", A, B);
        Announcement leaving = new Announcement(B, true, List.of(ring));
        assertThat(decide(List.of(of(A, ring), leaving), List.of(ring), 0)
                        .current()
                        .members())
                .containsExactly(A);
    }

    @Test
    void shouldNeverLowerTheVersion() {
        RingView ring = ring(DATE + 100, "b", A);
        assertThat(decide(List.of(of(A, ring), of(B)), List.of(ring), 0)
                        .current()
                        .version())
                .isEqualTo(DATE + 101);
    }

    @Test
    void shouldTellTheRingsOfBothPartsWhenTheyMeet() {
        RingView all = ring(1, "a", A, B, C);
        RingView ours = ring(2, "a", A);
        RingView theirs = ring(3, "b", B, C);
        RingNews news =
                decide(List.of(of(A, all, ours), of(B, all, theirs), of(C, all, theirs)), List.of(all, ours), 0);
        assertThat(news.current().members()).containsExactly(A, B, C);
        assertThat(news.before()).containsExactly(all, ours, theirs);
    }

    @Test
    void shouldMakeANewRingWhereTwoMeetWhoHaveTheSameMembers() {
        RingView ours = ring(2, "a", A, B);
        RingView theirs = ring(2, "b", A, B);
        assertThat(decide(List.of(of(A, ours), of(B, theirs)), List.of(ours), 0).before())
                .containsExactly(ours, theirs);
    }

    @Test
    void shouldGiveKeysToTheOlderOfTwoWithOneName() {
        Member other = new Member("b", "elsewhere", "10.0.0.9", 11211);
        assertThat(decide(List.of(of(B), of(other)), List.of(), 0).current().members())
                .containsExactly(B);
    }

    @Test
    void shouldMakeANewRingForWhoWasStartedAgainUnnoticed() {
        RingView ring = ring(7, "b", A, B);
        Member again = new Member(B.name(), B.host(), B.ip(), B.port(), 5);
        RingNews news = decide(List.of(of(A, ring), of(B, ring), of(again)), List.of(ring), 0);
        assertThat(news.current().members()).containsExactly(A, again);
        assertThat(news.before()).containsExactly(ring);
    }

    @Test
    void shouldFollowAChangeOfAddress() {
        RingView ring = ring(7, "b", A, B);
        Member moved = new Member("b", "elsewhere", "10.0.0.9", 11211);
        assertThat(decide(List.of(of(A, ring), of(moved)), List.of(ring), 0)
                        .current()
                        .members())
                .containsExactly(A, moved);
    }

    @Test
    void shouldTellTheRingOfTheOtherPartHoweverManyThereWereHere() {
        RingView theirs = ring(1, "c", C);
        List<RingView> ours = LongStream.rangeClosed(2, 20)
                .mapToObj(version -> ring(version, "a", A, B))
                .toList();
        List<RingView> before = decide(List.of(of(A, ours.get(18)), of(B, ours.get(18)), of(C, theirs)), ours, 0)
                .before();
        assertThat(before)
                .hasSize(RingNews.MOST_REMEMBERED)
                .startsWith(theirs, ours.get(4))
                .endsWith(ours.get(18));
    }
}
