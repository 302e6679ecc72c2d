package io.ebbcache.server.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.cluster.ring.RingView;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node joins two others that have had its keys. */
class FillingTest {

    private static final long VERSION = 1000;

    private RoutedNode a;
    private RoutedNode b;
    private RoutedNode c;
    private RingView before;
    private RingView after;
    private List<String> keys;

    @BeforeEach
    void start() throws IOException {
        a = new RoutedNode("a");
        b = new RoutedNode("b");
        c = new RoutedNode("c");
        before = RoutedNode.ring(VERSION, a, b);
        after = RoutedNode.ring(VERSION + 1, a, b, c);
        RoutedNode.tell(before, List.of(), a, b);
        keys = c.keysIn(after, 12);
        for (String key : keys) {
            assertThat(a.say("set " + key + " 7 0 3\r\nold\r\n")).isEqualTo("STORED\r\n");
        }
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        c.close();
    }

    private void join() {
        RoutedNode.tell(after, List.of(before), a, b, c);
    }

    private long filled() {
        return c.forwarding.counter(RouteCounter.FILLED).sum();
    }

    private static String found(String key, String value) {
        return "VALUE " + key + " 7 " + value.length() + "\r\n" + value + "\r\nEND\r\n";
    }

    @Test
    void shouldAnswerWithWhatTheFormerOwnerHas() throws IOException {
        join();
        for (String key : keys) {
            assertThat(b.say("get " + key + "\r\n")).isEqualTo(found(key, "old"));
        }
        assertThat(c.store.statistics().currItems()).isEqualTo(keys.size());
        assertThat(filled()).isEqualTo(keys.size());
        for (String key : keys) { // from here now
            assertThat(c.say("get " + key + "\r\n")).isEqualTo(found(key, "old"));
        }
        assertThat(filled()).isEqualTo(keys.size());
    }

    @Test
    void shouldFillForEachWayToRead() throws IOException {
        join();
        assertThat(a.say("gat 0 " + keys.get(0) + "\r\n")).isEqualTo(found(keys.get(0), "old"));
        assertThat(a.say("mg " + keys.get(1) + " v f\r\n")).isEqualTo("VA 3 f7\r\nold\r\n");
        assertThat(c.say("mg " + keys.get(2) + " v\r\n")).isEqualTo("VA 3\r\nold\r\n");
        String many = String.join(" ", keys);
        assertThat(c.say("get " + many + " none\r\n").split("VALUE", -1)).hasSize(1 + keys.size());
        assertThat(a.say("get " + many + " none\r\n").split("VALUE", -1)).hasSize(1 + keys.size());
        assertThat(filled()).isEqualTo(keys.size());
    }

    @Test
    void shouldKeepTheTimeToLive() throws IOException {
        a.say("touch " + keys.get(0) + " 100\r\n");
        join();
        String reply = c.say("mg " + keys.get(0) + " t\r\n");
        assertThat(reply).startsWith("HD t");
        assertThat(Integer.parseInt(reply.substring(4).strip())).isBetween(60, 100);
        assertThat(c.say("mg " + keys.get(1) + " t\r\n")).isEqualTo("HD t-1\r\n");
    }

    @Test
    void shouldNotUndoADelete() throws IOException {
        join();
        String key = keys.get(0);
        assertThat(a.say("delete " + key + "\r\n")).isEqualTo("NOT_FOUND\r\n");
        assertThat(b.say("get " + key + "\r\n")).isEqualTo("END\r\n");
        String filledFirst = keys.get(1);
        assertThat(b.say("get " + filledFirst + "\r\n")).isEqualTo(found(filledFirst, "old"));
        assertThat(a.say("delete " + filledFirst + "\r\n")).isEqualTo("DELETED\r\n");
        assertThat(b.say("get " + filledFirst + "\r\n")).isEqualTo("END\r\n");
    }

    @Test
    void shouldNotUndoAnyOtherWrite() throws IOException {
        join();
        a.say("set " + keys.get(0) + " 7 0 3\r\nnew\r\n");
        assertThat(b.say("get " + keys.get(0) + "\r\n")).isEqualTo(found(keys.get(0), "new"));
        a.say("set " + keys.get(1) + " 7 -1 3\r\nnew\r\n");
        assertThat(b.say("get " + keys.get(1) + "\r\n")).isEqualTo("END\r\n");
        assertThat(a.say("incr " + keys.get(3) + " 1\r\n")).isEqualTo("NOT_FOUND\r\n");
        assertThat(b.say("get " + keys.get(3) + "\r\n")).isEqualTo("END\r\n");
        String large = "x".repeat(2_000_000);
        assertThat(c.say("set " + keys.get(4) + " 7 0 2000000\r\n" + large + "\r\n"))
                .isEqualTo("SERVER_ERROR object too large for cache\r\n");
        assertThat(b.say("get " + keys.get(4) + "\r\n")).isEqualTo("END\r\n");
        assertThat(filled()).isZero();
    }

    @Test
    void shouldNotBringBackWhatHasExpired() throws IOException {
        join();
        assertThat(a.say("touch " + keys.get(0) + " -1\r\n")).isEqualTo("TOUCHED\r\n");
        assertThat(b.say("get " + keys.get(0) + "\r\n")).isEqualTo("END\r\n");
        assertThat(c.say("touch " + keys.get(1) + " -1\r\n")).isEqualTo("NOT_FOUND\r\n");
        assertThat(b.say("get " + keys.get(1) + "\r\n")).isEqualTo("END\r\n");
    }

    @Test
    void shouldNotUndoAFlush() throws IOException {
        join();
        assertThat(c.say("get " + keys.get(0) + "\r\n")).isEqualTo(found(keys.get(0), "old"));
        assertThat(a.say("flush_all\r\n")).isEqualTo("OK\r\n");
        assertThat(c.say("get " + String.join(" ", keys) + "\r\n")).isEqualTo("END\r\n");
    }

    @Test
    void shouldEndFillingWhenAnotherNodeFlushes() throws IOException {
        join();
        assertThat(c.say("md x Pflush" + (VERSION + 1) + "\r\n")).isEqualTo("HD\r\n");
        assertThat(c.say("get " + keys.get(0) + "\r\n")).isEqualTo("END\r\n");
        assertThat(a.say("md x Pold" + VERSION + "\r\n")).startsWith("SERVER_ERROR no answer");
    }

    @Test
    void shouldMissWhatTheFormerOwnerHasNot() throws IOException {
        a.say("delete " + keys.get(0) + "\r\n");
        a.say("md " + keys.get(1) + " I\r\n"); // stale
        join();
        assertThat(c.say("get " + keys.get(0) + "\r\n")).isEqualTo("END\r\n");
        assertThat(c.say("get " + keys.get(1) + "\r\n")).isEqualTo("END\r\n");
        assertThat(filled()).isZero();
    }

    @Test
    void shouldMissWhereTheFormerOwnerDoesNotAnswer() throws IOException {
        a.stop();
        b.stop();
        join();
        assertThat(c.say("get " + keys.get(0) + "\r\nset " + keys.get(0) + " 7 0 1\r\nx\r\n"))
                .isEqualTo("END\r\nSTORED\r\n");
    }

    @Test
    void shouldFillFromWhoLeaves() throws IOException {
        RingView rest = RoutedNode.ring(VERSION + 1, b);
        List<String> ofA = a.keysIn(before, 5);
        b.say("set " + ofA.get(0) + " 7 0 3\r\nold\r\n");
        RoutedNode.tell(rest, List.of(before), a, b);
        assertThat(b.say("get " + ofA.get(0) + "\r\n")).isEqualTo(found(ofA.get(0), "old"));
        // and who is still asked by its clients passes on
        assertThat(a.say("set " + ofA.get(1) + " 7 0 3\r\nnew\r\n")).isEqualTo("STORED\r\n");
        assertThat(b.say("get " + ofA.get(1) + "\r\n")).isEqualTo(found(ofA.get(1), "new"));
    }

    @Test
    void shouldKeepWhatItHasWhenOldRingsAreToldAgain() throws IOException {
        join();
        String key = keys.get(0);
        a.say("set " + key + " 7 0 3\r\nnew\r\n");
        RingView next = RoutedNode.ring(VERSION + 2, a, b, c);
        RoutedNode.tell(next, List.of(before, after), a, b, c);
        assertThat(b.say("get " + key + "\r\n")).isEqualTo(found(key, "new"));
    }

    @Test
    void shouldNotFillWhoWasStartedAgainFromThoseThatHadItsKeysBefore() throws Exception {
        join();
        c.keepPort();
        for (String key : keys) { // as c is told
            assertThat(a.say("set " + key + " 7 0 3\r\nnew\r\n")).isEqualTo("STORED\r\n");
        }
        c.stop();
        try (RoutedNode again = c.startedAgain()) {
            RoutedNode.tell(after, List.of(before), again); // before anybody has noticed
            assertThat(a.say("get " + keys.get(0) + "\r\n")).isEqualTo("END\r\n");
            assertThat(a.say("set " + keys.get(0) + " 7 0 1\r\nx\r\n")).startsWith("SERVER_ERROR no answer");
            RingView next = RoutedNode.ring(VERSION + 2, a, b, again);
            RoutedNode.tell(next, List.of(before, after), a, b, again);
            for (String key : keys) {
                assertThat(again.say("get " + key + "\r\n")).isEqualTo("END\r\n");
            }
        }
    }

    @Test
    void shouldAskForNothingThatIsOverAtTheFormerOwner() throws IOException {
        // a had the key, b got it and it was deleted there, then a got it back: what a held is over for c, too
        RingView onlyB = RoutedNode.ring(VERSION + 1, b);
        RingView both = RoutedNode.ring(VERSION + 2, a, b);
        RingView all = RoutedNode.ring(VERSION + 3, a, b, c);
        RoutedNode.tell(onlyB, List.of(before), a, b);
        for (String key : keys) {
            a.say("delete " + key + "\r\n");
        }
        RoutedNode.tell(both, List.of(before, onlyB), a, b);
        RoutedNode.tell(all, List.of(before, onlyB, both), a, b, c);
        assertThat(c.say("get " + String.join(" ", keys) + "\r\n")).isEqualTo("END\r\n");
    }
}
