package io.ebbcache.bench.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ebbcache.server.cluster.membership.GroupFacts;
import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrafficModelTest {

    @Test
    void shouldCountAHeartbeatForEachPairOfNodes() {
        Flow heartbeats = flow(model(10, 1).quiet(false), "heartbeats");
        assertThat(heartbeats.packets()).isCloseTo(90 / 2.5, within(1e-9));
        // length 4, version 2, flags 1, type 2; flags of the message 5, sender 17 + 1; two headers, one of them with
        // the name
        assertThat(heartbeats.bytes() / heartbeats.packets()).isBetween(40.0, 70.0);
    }

    @Test
    void shouldCountTheMessagesOfAJoin() {
        // 3 nodes, two others; with few rings before it the news is short, and has no number that is told again
        assertThat(Flow.sum(model(3, 1).join()).packets()).isEqualTo(2 + 2 + 4 + 1 + 1 + 2 + 2 + 4 + 2 + 2 + 2 + 2 + 2);
        assertThat(Flow.sum(model(30, 16).join()).packets() - 2)
                .isEqualTo(29 * (1 + 1 + 2 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 2) + 2);
    }

    @Test
    void shouldSendTheBytesThatTheEncoderWrites() {
        Flow news = flow(model(3, 1).join(), "news");
        int length = GroupFacts.newsBytes(new RingNews(new RingView(1, "cache-0", members(3)), List.of()));
        assertThat(news.bytes() / news.packets()).isBetween(length + 30.0, length + 80.0);
        assertThat(length).isBetween(3 * 35, 3 * 60);
    }

    @Test
    void shouldLetNewNodesSearchOften() {
        double fresh = flow(model(10, 1).quiet(true), "search").packets();
        double settled = flow(model(10, 1).quiet(false), "search").packets();
        assertThat(fresh).isCloseTo(90 / 0.8, within(1e-9));
        assertThat(settled).isCloseTo(90 / 6.0, within(1e-9));
        // one of ten searches so much more often for 30 seconds, and each request is followed by three messages
        assertThat(model(10, 1).searchOfNewcomer().packets()).isCloseTo(4 * 30 * (fresh - settled) / 10, within(1e-6));
    }

    @Test
    void shouldCutWhatIsLongIntoPieces() {
        Flow news = flow(model(1000, 16).join(), "news");
        double bytes = news.bytes() / 999;
        assertThat(news.packets()).isEqualTo(999 * Math.ceil(bytes / (GroupFacts.MOST_FRAGMENT_BYTES + 100.0)));
        assertThat(news.packets()).isGreaterThan(999);
    }

    @Test
    void shouldGrowWithTheSquareOfTheNodesInQuiet() {
        double five = Flow.sum(model(5, 1).quiet(false)).packets();
        double fifty = Flow.sum(model(50, 1).quiet(false)).packets();
        assertThat(fifty / five).isBetween(80.0, 130.0);
    }

    private static Flow flow(List<Flow> flows, String begin) {
        return flows.stream()
                .filter(flow -> flow.name().startsWith(begin))
                .findFirst()
                .orElseThrow();
    }

    private static List<Member> members(int nodes) {
        return DrawnNodes.members(DrawnNodes.draw(new SplittableRandom(1), nodes));
    }

    private static TrafficModel model(int nodes, int remembered) {
        return new TrafficModel("cache", members(nodes), remembered);
    }
}
