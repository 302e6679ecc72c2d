package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupMessagesTest {

    private static final Member A = new Member("a", "host", "10.0.0.1", 11211);
    private static final Member B = new Member("ö", "", "10.0.0.2", 1);
    private static final RingView OLD = new RingView(1, "a", List.of(A));
    private static final RingView NEW = new RingView(Long.MAX_VALUE, "b", List.of(A, B));

    @Test
    void shouldReadWhatWasWritten() throws IOException {
        Announcement announcement = new Announcement(B, true, List.of(OLD, NEW));
        RingNews news = new RingNews(NEW, List.of(OLD));
        assertThat(GroupMessages.kind(GroupMessages.bytes(announcement))).isEqualTo(GroupMessages.ANNOUNCEMENT);
        assertThat(GroupMessages.announcement(GroupMessages.bytes(announcement)))
                .isEqualTo(announcement);
        assertThat(GroupMessages.kind(GroupMessages.bytes(news))).isEqualTo(GroupMessages.NEWS);
        assertThat(GroupMessages.news(GroupMessages.bytes(news))).isEqualTo(news);
        assertThat(GroupMessages.kind(GroupMessages.heldRing(OLD))).isEqualTo(GroupMessages.HELD_RING);
        assertThat(GroupMessages.holds(GroupMessages.heldRing(OLD), OLD)).isTrue();
        assertThat(GroupMessages.holds(GroupMessages.heldRing(OLD), NEW)).isFalse();
    }

    @Test
    void shouldRefuseWhatIsCutOff() {
        byte[] whole = GroupMessages.bytes(new RingNews(NEW, List.of(OLD)));
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> GroupMessages.news(part)).isInstanceOf(IOException.class);
        }
        assertThat(GroupMessages.kind(new byte[0])).isZero();
    }

    @Test
    void shouldRefuseAListThatIsTooLong() {
        byte[] many = GroupMessages.bytes(new RingNews(NEW, List.of()));
        many[many.length - 4] = 0x7f;
        assertThatThrownBy(() -> GroupMessages.news(many)).isInstanceOf(IOException.class);
    }
}
