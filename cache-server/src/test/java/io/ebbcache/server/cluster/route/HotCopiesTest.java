package io.ebbcache.server.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.operation.Outcome;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.server.cluster.ring.RingView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotCopiesTest {

    private static final byte[] KEY = key("hot");
    private static final long ENDLESS = -1;

    private long now;
    private final HotCopies copies = new HotCopies(() -> now);

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Reply reply(int bytes) {
        return Reply.relayed(Outcome.DONE, new byte[bytes], key(" f0"));
    }

    private void put(Reply reply, long secondsLeft) {
        copies.put(KEY, reply, copies.stamp(KEY), now, secondsLeft);
    }

    @Test
    void shouldTellAnAnswerForASecond() {
        Reply reply = reply(3);
        put(reply, ENDLESS);
        assertThat(copies.find(KEY)).isSameAs(reply);
        assertThat(copies.find(key("other"))).isNull();
        now = HotCopies.LIFE_NANOS - 1;
        assertThat(copies.find(KEY)).isSameAs(reply);
        now = HotCopies.LIFE_NANOS;
        assertThat(copies.find(KEY)).isNull();
    }

    @Test
    void shouldForgetWhatIsChanged() {
        put(reply(3), ENDLESS);
        copies.changed(KEY);
        assertThat(copies.find(KEY)).isNull();
        put(reply(3), ENDLESS);
        copies.clear();
        assertThat(copies.find(KEY)).isNull();
    }

    @Test
    void shouldNotKeepWhatWasAskedForBeforeAChange() {
        long stamp = copies.stamp(KEY);
        copies.changed(KEY);
        copies.put(KEY, reply(3), stamp, now, ENDLESS);
        assertThat(copies.find(KEY)).isNull();
    }

    @Test
    void shouldCountItsLifeFromWhenItWasAskedFor() {
        now = HotCopies.LIFE_NANOS;
        copies.put(KEY, reply(3), copies.stamp(KEY), 1, ENDLESS);
        assertThat(copies.find(KEY)).isNotNull();
        now++;
        assertThat(copies.find(KEY)).isNull();
    }

    @Test
    void shouldNotOutliveTheItem() {
        put(reply(3), 1);
        assertThat(copies.find(KEY)).isNull();
        put(reply(3), 2);
        assertThat(copies.find(KEY)).isNotNull();
    }

    @Test
    void shouldKeepNeitherLargeValuesNorMany() {
        put(reply(HotCopies.MOST_VALUE_BYTES + 1), ENDLESS);
        assertThat(copies.find(KEY)).isNull();
        int kept = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] each = key("hot-" + i);
            copies.put(each, reply(1), copies.stamp(each), now, ENDLESS);
            kept += copies.find(each) == null ? 0 : 1;
        }
        assertThat(kept).isEqualTo(64);
        now = HotCopies.LIFE_NANOS;
        copies.sweep();
        put(reply(1), ENDLESS);
        assertThat(copies.find(KEY)).isNotNull();
    }

    /** One request in sixteen is for one key of another node: that is soon very hot. */
    @Test
    void shouldAnswerForVeryHotKeysWithoutAskingEachTime() throws IOException {
        try (RoutedNode a = new RoutedNode("a");
                RoutedNode b = new RoutedNode("b")) {
            RingView ring = RoutedNode.ring(1000, a, b);
            RoutedNode.tell(ring, List.of(), a, b);
            String hot = b.keysIn(ring, 1).get(0);
            List<String> keys = new ArrayList<>(a.keysIn(ring, 15));
            keys.add(hot);
            assertThat(b.say("set " + hot + " 7 0 3\r\none\r\n")).isEqualTo("STORED\r\n");
            String many = ("get " + String.join(" ", keys) + "\r\n").repeat(1000);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                a.say(many);
                return a.forwarding.counter(RouteCounter.COPIES_TOLD).sum() > 0;
            });
            String found = "VALUE " + hot + " 7 3\r\n%s\r\nEND\r\n";
            assertThat(a.say(("get " + hot + "\r\n").repeat(20)))
                    .isEqualTo(found.formatted("one").repeat(20));
            // what the same node is told shows at once, whatever was asked for meanwhile
            for (int i = 100; i < 200; i++) {
                assertThat(a.say("set " + hot + " 7 0 3\r\n" + i + "\r\nget " + hot + "\r\n"))
                        .isEqualTo("STORED\r\n" + found.formatted(i));
            }
            a.say("get " + hot + "\r\n");
            assertThat(a.say("flush_all\r\nget " + hot + "\r\n")).isEqualTo("OK\r\nEND\r\n");
        }
    }
}
