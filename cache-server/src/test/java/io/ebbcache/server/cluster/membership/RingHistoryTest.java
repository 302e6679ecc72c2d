package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingHistoryTest {

    private static final RingView OLD = ring(1, "a");
    private static final RingView OURS = ring(2, "a");
    private static final RingView THEIRS = ring(3, "b");
    private static final RingView MERGED = ring(4, "b");

    private final RingHistory history = new RingHistory();

    private static RingView ring(long version, String decidedBy) {
        return new RingView(version, decidedBy, List.of(TestGroup.member(0)));
    }

    @Test
    void shouldTakeTheFirstRingWhateverWasBefore() {
        assertThat(history.id()).isNull();
        assertThat(history.version()).isZero();
        assertThat(history.take(new RingNews(OURS, List.of(OLD)), 0)).isTrue();
        assertThat(history.id()).isEqualTo(new RingId(2, "a"));
        assertThat(history.news()).isEqualTo(new RingNews(OURS, List.of(OLD)));
        assertThat(history.follows(null)).isTrue();
        assertThat(history.follows(RingId.of(OLD))).isTrue();
        assertThat(history.follows(RingId.of(THEIRS))).isFalse();
    }

    @Test
    void shouldTakeOnlyLaterRings() {
        history.take(new RingNews(OURS, List.of()), 0);
        assertThat(history.take(new RingNews(OLD, List.of(OURS)), 0)).isFalse();
        assertThat(history.take(new RingNews(OURS, List.of(OURS)), 0)).isFalse();
        assertThat(history.take(new RingNews(THEIRS, List.of(OURS)), 0)).isTrue();
    }

    @Test
    void shouldNotTakeTheRingOfAnotherPartButTheOneOfBoth() {
        history.take(new RingNews(OURS, List.of(OLD)), 0);
        assertThat(history.take(new RingNews(THEIRS, List.of(OLD)), 0)).isFalse();
        assertThat(history.current()).isEqualTo(OURS);
        assertThat(history.take(new RingNews(MERGED, List.of(OLD, OURS, THEIRS)), 1))
                .isTrue();
    }

    @Test
    void shouldTakeAnyLaterRingInTheEnd() {
        history.take(new RingNews(OURS, List.of()), 0);
        assertThat(history.take(new RingNews(THEIRS, List.of()), 7)).isFalse();
        assertThat(history.take(new RingNews(THEIRS, List.of()), 6 + RingHistory.PATIENCE_NANOS))
                .isFalse();
        assertThat(history.take(new RingNews(THEIRS, List.of()), 7 + RingHistory.PATIENCE_NANOS))
                .isTrue();
        assertThat(history.take(new RingNews(ring(5, "c"), List.of()), 8 + RingHistory.PATIENCE_NANOS))
                .as("patience begins again")
                .isFalse();
    }

    @Test
    void shouldRememberSoMany() {
        for (int version = 1; version <= 40; version++) {
            List<RingView> before = List.copyOf(history.all());
            history.take(new RingNews(ring(version, "a"), before), 0);
        }
        assertThat(history.all()).hasSize(RingNews.MOST_REMEMBERED + 1);
        assertThat(history.news().before()).hasSize(RingNews.MOST_REMEMBERED);
        assertThat(history.version()).isEqualTo(40);
    }
}
