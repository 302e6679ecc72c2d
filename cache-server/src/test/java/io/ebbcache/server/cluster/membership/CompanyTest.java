package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.Test;

class CompanyTest {

    private static final Address A = new UUID(0, 1);
    private static final Address B = new UUID(0, 2);
    private static final Member NODE_A = TestGroup.member(0);
    private static final Member NODE_B = TestGroup.member(1);
    private static final RingView OURS = new RingView(1, "node-0", List.of(NODE_A));
    private static final RingView BEFORE = new RingView(1, "node-1", List.of(NODE_B));
    private static final RingView THEIRS = new RingView(2, "node-1", List.of(NODE_A, NODE_B));

    private final Company company = new Company();

    @Test
    void shouldTellWhoIsNew() {
        assertThat(company.isEmpty()).isTrue();
        assertThat(company.viewed(List.of(A))).containsExactly(A);
        assertThat(company.viewed(List.of(A, B))).containsExactly(B);
        assertThat(company.viewed(List.of(B))).isEmpty();
        assertThat(company.members()).containsExactly(B);
    }

    @Test
    void shouldRememberWhatWasSaidBeforeItsView() {
        company.viewed(List.of(A));
        assertThat(company.heard(B, new Presence(NODE_B, false, null))).isFalse();
        assertThat(company.present()).isEmpty();
        company.viewed(List.of(A, B));
        assertThat(company.isSilent(B)).isFalse();
        assertThat(company.isWhole()).isFalse();
        assertThat(company.heard(A, new Presence(NODE_A, false, null))).isTrue();
        assertThat(company.isWhole()).isTrue();
        assertThat(company.present()).extracting(Presence::member).containsExactly(NODE_A, NODE_B);
    }

    @Test
    void shouldForgetWhoIsGone() {
        company.viewed(List.of(A, B));
        company.heard(B, new Presence(NODE_B, false, null));
        company.viewed(List.of(A));
        company.viewed(List.of(A, B));
        assertThat(company.isSilent(B)).isTrue();
    }

    @Test
    void shouldAskForTheRingsOfOthersOnlyOnce() {
        company.viewed(List.of(A, B));
        company.heard(A, new Presence(NODE_A, false, RingId.of(OURS)));
        company.heard(B, new Presence(NODE_B, false, RingId.of(THEIRS)));
        assertThat(company.unknown(List.of(OURS))).containsOnlyKeys(RingId.of(THEIRS));
        assertThat(company.unknown(List.of(OURS)).get(RingId.of(THEIRS))).containsExactly(B);
        company.told(List.of(BEFORE, THEIRS));
        assertThat(company.unknown(List.of(OURS))).isEmpty();
        assertThat(company.announcements(List.of(OURS)))
                .containsExactly(
                        new Announcement(NODE_A, false, List.of(OURS)),
                        new Announcement(NODE_B, false, List.of(BEFORE, THEIRS)));
    }
}
