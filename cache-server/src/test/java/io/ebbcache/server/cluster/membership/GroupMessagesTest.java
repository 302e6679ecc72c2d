package io.ebbcache.server.cluster.membership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import io.ebbcache.server.command.NodeSummary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class GroupMessagesTest {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMessagesTest.class);
    private static final Member A = new Member("a", "host", "10.0.0.1", 11211);
    private static final Member B = new Member("ö", "", "10.0.0.2", 1);
    private static final Member MOVED = new Member("a", "elsewhere", "10.0.0.3", 11211);
    private static final RingView OLD = new RingView(1, "a", List.of(A));
    private static final RingView NEW = new RingView(Long.MAX_VALUE, "b", List.of(MOVED, B), Set.of("ö"), true);

    @Test
    void shouldReadWhatWasWritten() throws IOException {
        Presence presence = new Presence(B, true, new RingId(7, "a"));
        assertThat(GroupMessages.kind(GroupMessages.bytes(presence))).isEqualTo(GroupMessages.PRESENCE);
        assertThat(GroupMessages.presence(GroupMessages.bytes(presence))).isEqualTo(presence);
        Presence first = new Presence(A, false, null);
        assertThat(GroupMessages.presence(GroupMessages.bytes(first))).isEqualTo(first);

        RingNews news = new RingNews(NEW, List.of(OLD));
        assertThat(GroupMessages.kind(GroupMessages.bytes(news))).isEqualTo(GroupMessages.NEWS);
        assertThat(GroupMessages.news(GroupMessages.bytes(news))).isEqualTo(news);

        assertThat(GroupMessages.kind(GroupMessages.rings(List.of(OLD, NEW)))).isEqualTo(GroupMessages.RINGS);
        assertThat(GroupMessages.ringsOf(GroupMessages.rings(List.of(OLD, NEW))))
                .containsExactly(OLD, NEW);
        assertThat(GroupMessages.ringsOf(GroupMessages.rings(List.of()))).isEmpty();

        assertThat(GroupMessages.kind(GroupMessages.wanted(5))).isEqualTo(GroupMessages.WANTED);
        assertThat(GroupMessages.wantedVersion(GroupMessages.wanted(5))).isEqualTo(5);
        assertThat(GroupMessages.kind(GroupMessages.whoAreYou())).isEqualTo(GroupMessages.WHO_ARE_YOU);
        assertThat(GroupMessages.kind(GroupMessages.whichRings())).isEqualTo(GroupMessages.WHICH_RINGS);
    }

    @Test
    void shouldReadASummaryAndWhatALaterVersionAdds() throws IOException {
        for (NodeSummary summary : List.of(
                new NodeSummary(1, Long.MAX_VALUE, 0, 1.5, 1, "f".repeat(NodeSummary.MOST_STATE_LENGTH)),
                new NodeSummary(0, 0, 0, 0, Double.NaN, ""))) {
            byte[] bytes = GroupMessages.bytes(summary);
            assertThat(GroupMessages.kind(bytes)).isEqualTo(GroupMessages.SUMMARY);
            assertThat(bytes.length).isLessThan(110);
            assertThat(GroupMessages.summary(bytes)).isEqualTo(summary);
            assertThat(GroupMessages.summary(Arrays.copyOf(bytes, 10_000))).isEqualTo(summary);
        }
        assertThat(GroupMessages.kind(GroupMessages.summaryWanted())).isEqualTo(GroupMessages.SUMMARY_WANTED);
    }

    @Test
    void shouldRefuseASummaryThatCannotBe() {
        byte[] whole = GroupMessages.bytes(new NodeSummary(1, 2, 3, 4, 0.5, "fosh"));
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> GroupMessages.summary(part)).isInstanceOf(IOException.class);
        }
        for (int number = 0; number < 5; number++) {
            byte[] wrong = whole.clone();
            ByteBuffer.wrap(wrong).put(1 + number * Long.BYTES, (byte) 0xff); // less than nothing, or not a number
            ByteBuffer.wrap(wrong).put(2 + number * Long.BYTES, (byte) 0x80);
            assertThatThrownBy(() -> GroupMessages.summary(wrong)).isInstanceOf(IOException.class);
        }
        byte[] infinite = whole.clone();
        ByteBuffer.wrap(infinite).putDouble(1 + 3 * Long.BYTES, Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> GroupMessages.summary(infinite)).isInstanceOf(IOException.class);
        for (char letter : "\"<&\n\u0000ö ".toCharArray()) {
            byte[] wrong = whole.clone();
            wrong[wrong.length - 1] = (byte) letter;
            assertThatThrownBy(() -> GroupMessages.summary(wrong)).isInstanceOf(IOException.class);
        }
        ByteBuffer longer = ByteBuffer.allocate(1000).put(whole, 0, 1 + 5 * Long.BYTES);
        longer.putShort((short) (NodeSummary.MOST_STATE_LENGTH + 1))
                .put("f".repeat(500).getBytes(UTF_8));
        assertThatThrownBy(() -> GroupMessages.summary(longer.array())).isInstanceOf(IOException.class);
    }

    @Test
    void shouldRefuseWhatIsCutOff() {
        byte[] whole = GroupMessages.bytes(new RingNews(NEW, List.of(OLD)));
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> GroupMessages.news(part)).isInstanceOf(IOException.class);
        }
        byte[] presence = GroupMessages.bytes(new Presence(B, true, new RingId(7, "a")));
        for (int length = 1; length < presence.length; length++) {
            byte[] part = Arrays.copyOf(presence, length);
            assertThatThrownBy(() -> GroupMessages.presence(part)).isInstanceOf(IOException.class);
        }
        assertThat(GroupMessages.kind(new byte[0])).isZero();
    }

    @Test
    void shouldRefuseNewsOfNothing() {
        byte[] none = GroupMessages.rings(List.of());
        assertThatThrownBy(() -> GroupMessages.news(none)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldRefuseAListThatIsTooLong() {
        byte[] many = GroupMessages.bytes(new RingNews(NEW, List.of()));
        ByteBuffer.wrap(many).putInt(1, Integer.MAX_VALUE);
        assertThatThrownBy(() -> GroupMessages.news(many)).isInstanceOf(IOException.class);
    }

    private static Member node(int index) {
        return new Member(
                "ebb-" + index,
                "ebb-" + index + ".ebb.default.svc.cluster.local",
                "10.1." + index / 256 + "." + index % 256,
                11211);
    }

    /** What goes over the wire, to each node, when the ring changes the sixteenth time. */
    @ParameterizedTest
    @CsvSource({"3, 1500", "100, 10000", "1000, 80000"})
    void shouldNotGrowWithWhatIsRemembered(int nodes, int mostBytes) {
        List<RingView> rings = new ArrayList<>();
        for (int change = 0; change <= RingNews.MOST_REMEMBERED; change++) {
            int gone = change % nodes;
            List<Member> members = IntStream.range(0, nodes)
                    .filter(index -> nodes == 1 || index != gone)
                    .mapToObj(GroupMessagesTest::node)
                    .toList();
            rings.add(new RingView(1_800_000_000L + change, "ebb-0", members));
        }
        int last = rings.size() - 1;
        int news = GroupMessages.bytes(new RingNews(rings.get(last), rings.subList(0, last))).length;
        int presence = GroupMessages.bytes(new Presence(node(nodes - 1), false, RingId.of(rings.get(last)))).length;
        LOG.info("{} nodes: a presence has {} bytes, news of a ring with all before it {}", nodes, presence, news);
        assertThat(news).isLessThan(mostBytes);
        assertThat(presence).isLessThan(120);
    }
}
