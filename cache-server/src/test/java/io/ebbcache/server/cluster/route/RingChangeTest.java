package io.ebbcache.server.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.cluster.ring.RingView;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What becomes of keys when one ring follows another. */
class RingChangeTest extends ThreeNodes {

    @Test
    void shouldLetWritesWaitForTheNodeThatGetsTheKey() throws Exception {
        String key = keyOf(c, ring);
        RingView without = RoutedNode.without(VERSION + 1, ring, c);
        c.stop();
        CountDownLatch asked = new CountDownLatch(1);
        Thread news = new Thread(() -> {
            awaitQuietly(asked);
            RoutedNode.tell(without, List.of(ring), a, b);
        });
        news.start();
        await().until(() -> a.say("get " + key + "\r\n").equals("END\r\n"));
        asked.countDown();
        String replies = "STORED\r\nVALUE " + key + " 0 3\r\nnew\r\nEND\r\n";
        assertThat(a.say("set " + key + " 0 0 3\r\nnew\r\nget " + key + "\r\n")).isEqualTo(replies);
        news.join();
        assertThat(b.say("get " + key + "\r\n")).contains("new");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldServeTheKeysOfWhoIsMissing() throws IOException {
        RingView without = RoutedNode.without(VERSION + 1, ring, c);
        String key = keyOf(c, ring);
        a.say("set " + key + " 0 0 3\r\nold\r\n");
        RoutedNode.tell(without, List.of(ring), a, b);
        assertThat(a.say("get " + key + "\r\n")).isEqualTo("END\r\n");
        assertThat(a.say("set " + key + " 0 0 3\r\nnew\r\n")).isEqualTo("STORED\r\n");
        assertThat(b.say("get " + key + "\r\n")).contains("new");
        RingView again = RoutedNode.ring(VERSION + 2, a, b, c);
        RoutedNode.tell(again, List.of(ring, without), a, b, c);
        // it has it from who was written to meanwhile
        assertThat(c.say("get " + key + "\r\n")).contains("new");
        assertThat(c.forwarding.counter(RouteCounter.FILLED).sum()).isEqualTo(1);
    }

    @Test
    void shouldNotShowWhatWasStoredBeforeANodeGaveTheKeyAway() throws IOException {
        RingView without = RoutedNode.ring(VERSION + 1, a, b);
        RingView again = RoutedNode.ring(VERSION + 2, a, b, c);
        String key = keyOf(c, ring);
        a.say("set " + key + " 0 0 3\r\nold\r\n");
        RoutedNode.tell(without, List.of(ring), a, b);
        assertThat(a.say("get " + key + "\r\n")).isEqualTo("END\r\n");
        a.say("set " + key + " 0 0 3\r\nnew\r\n");
        a.say("delete " + key + "\r\n");
        RoutedNode.tell(again, List.of(ring, without), c, a, b);
        assertThat(a.say("get " + key + "\r\n")).isEqualTo("END\r\n");
        assertThat(c.say("add " + key + " 0 0 3\r\n3rd\r\n")).isEqualTo("STORED\r\n");
        assertThat(b.say("get " + key + "\r\n")).contains("3rd");
    }

    @Test
    void shouldKeepWhatStaysWhereItIs() throws IOException {
        String key = keyOf(a, ring);
        b.say("set " + key + " 0 0 3\r\nold\r\n");
        RingView without = RoutedNode.ring(VERSION + 1, a, b);
        RoutedNode.tell(without, List.of(ring), a, b);
        RoutedNode.tell(RoutedNode.ring(VERSION + 2, a, b, c), List.of(ring, without), a, b, c);
        assertThat(b.say("get " + key + "\r\n")).contains("old");
    }

    @Test
    void shouldWaitForTheRingThatTheOtherNodeKnowsAlready() throws Exception {
        RingView next = RoutedNode.ring(VERSION + 5, a, b);
        String asked = "mg " + keyOf(b, next) + " v Pebb" + (VERSION + 5) + "\r\n";
        assertThat(b.say(asked)).startsWith("SERVER_ERROR no answer");
        AtomicLong sought = new AtomicLong();
        b.forwarding.seekRingsBy(version -> {
            sought.set(version);
            CompletableFuture.runAsync(() -> RoutedNode.tell(next, List.of(ring), b)); // as it comes from the others
        });
        assertThat(b.say(asked)).isEqualTo("EN\r\n");
        assertThat(sought).hasValue(VERSION + 5);
    }

    @Test
    void shouldAskAgainWhereTheKeyIsByALaterRing() throws Exception {
        RingView next = RoutedNode.without(VERSION + 1, ring, c);
        String key = keyOf(c, ring);
        RoutedNode.tell(next, List.of(ring), b, c);
        Thread late = new Thread(() -> {
            await().until(() -> c.forwarding.counter(RouteCounter.MISDIRECTED).sum() > 0);
            RoutedNode.tell(next, List.of(ring), a);
        });
        late.start();
        assertThat(a.say("set " + key + " 0 0 3\r\nnew\r\n")).isEqualTo("STORED\r\n");
        late.join();
        assertThat(b.say("get " + key + "\r\n")).contains("new");
    }

    @Test
    void shouldForgetWhatOthersMayHaveChangedInAnotherPart() throws IOException {
        // a and b went on without c, and c without them, but c decided last: what it holds may be old all the same
        RingView larger = RoutedNode.without(VERSION + 1, ring, c);
        RingView smaller = new RingView(VERSION + 2, "c", ring.members(), Set.of("a", "b"), true);
        String ofC = keyOf(c, ring);
        String ofA = keyOf(a, ring);
        a.say("set " + ofC + " 0 0 3\r\nold\r\nset " + ofA + " 0 0 3\r\nold\r\n");
        RoutedNode.tell(larger, List.of(ring), a, b);
        RoutedNode.tell(smaller, List.of(ring), c);
        assertThat(a.say("set " + ofC + " 0 0 3\r\nnew\r\ndelete " + ofC + "\r\n"))
                .isEqualTo("STORED\r\nDELETED\r\n");
        assertThat(c.say("get " + ofC + "\r\n")).contains("old");
        assertThat(c.say("set " + ofA + " 0 0 3\r\nbad\r\n")).isEqualTo("STORED\r\n");
        RingView healed = RoutedNode.ring(VERSION + 3, a, b, c);
        RoutedNode.tell(healed, List.of(ring, larger, smaller), a, b, c);
        assertThat(b.say("get " + ofC + "\r\n")).isEqualTo("END\r\n");
        // what the smaller part was told alone does not count
        assertThat(c.say("get " + ofA + "\r\n")).contains("old");
    }

    @Test
    void shouldForgetEverythingWhenRingsWereMissed() throws IOException {
        String key = keyOf(c, ring);
        a.say("set " + key + " 0 0 3\r\nold\r\n");
        RingView later = RoutedNode.ring(VERSION + 9, a, b, c);
        RoutedNode.tell(later, List.of(RoutedNode.ring(VERSION + 8, a, b)), a, b, c);
        assertThat(a.say("get " + key + "\r\n")).isEqualTo("END\r\n");
    }

    @Test
    void shouldNotAnswerForItsKeysWhenTheOthersHaveGoneOnWhileItStoodStill() throws IOException {
        RingView without = RoutedNode.without(VERSION + 1, ring, c);
        String key = keyOf(c, ring);
        a.say("set " + key + " 0 0 3\r\nold\r\n");
        RoutedNode.tell(without, List.of(ring), a, b);
        a.say("set " + key + " 0 0 3\r\nnew\r\n");
        assertThat(c.say("get " + key + "\r\n")).contains("old"); // it does not know, and has no reason to ask
        c.standStill();
        assertThat(c.say("get " + key + "\r\n")).isEqualTo("END\r\n");
        assertThat(c.say("set " + key + " 0 0 3\r\n3rd\r\n")).startsWith("SERVER_ERROR no answer");
        RoutedNode.tell(RoutedNode.ring(VERSION + 2, a, b, c), List.of(ring, without), a, b, c);
        assertThat(c.say("get " + key + "\r\n")).contains("new");
    }

    @Test
    void shouldForgetWhatItsOwnSmallPartMayHaveChanged() throws IOException {
        RingView small = new RingView(VERSION + 1, "b", ring.members(), Set.of("a"), true);
        RingView smaller = new RingView(VERSION + 2, "b", ring.members(), Set.of("a", "c"), true);
        RingView smallAgain = new RingView(VERSION + 3, "b", ring.members(), Set.of("a"), true);
        String key = keyOf(c, small);
        RoutedNode.tell(small, List.of(ring), b, c);
        b.say("set " + key + " 0 0 3\r\nold\r\n");
        RoutedNode.tell(smaller, List.of(ring, small), b);
        b.say("set " + key + " 0 0 3\r\nnew\r\ndelete " + key + "\r\n");
        RoutedNode.tell(smallAgain, List.of(ring, small, smaller), b, c);
        assertThat(b.say("get " + key + "\r\n")).isEqualTo("END\r\n");
        assertThat(c.say("get " + key + "\r\n")).isEqualTo("END\r\n");
    }

    @Test
    void shouldLookAtItemsByTheirOwnFloor() throws IOException {
        RingView without = RoutedNode.without(VERSION + 1, ring, b);
        String kept = keyOf(c, ring);
        String gained = c.keysIn(without, 1000).stream()
                .filter(each -> !c.keysIn(ring, 1000).contains(each))
                .findFirst()
                .orElseThrow();
        c.say("set " + kept + " 0 0 3\r\nold\r\n");
        RoutedNode.tell(without, List.of(ring), a, c);
        String asked = "get " + gained + "\r\nme " + kept + "\r\nget " + kept + "\r\n";
        assertThat(c.say(asked)).contains("ME " + kept).endsWith("old\r\nEND\r\n");
    }

    @Test
    void shouldNotDoubtItsRingBecauseAnotherNodeDoesNotAnswer() throws IOException {
        String key = keyOf(c, ring);
        // c was started again and does not belong to the ring yet: it refuses, but there is no later ring
        c.keepPort();
        c.stop();
        try (RoutedNode again = c.startedAgain()) {
            RoutedNode.tell(ring, List.of(), again);
            await().until(() -> a.say("set " + key + " 0 0 1\r\nx\r\n").startsWith("SERVER_ERROR no answer")
                    && again.forwarding.counter(RouteCounter.MISDIRECTED).sum() > 0);
            assertThat(a.say("set " + keyOf(a, ring) + " 0 0 1\r\nx\r\n")).isEqualTo("STORED\r\n");
        }
    }

    @Test
    void shouldGoOnWhenNobodyHasNoticedThatItStoodStill() throws IOException {
        String key = keyOf(c, ring);
        a.say("set " + key + " 0 0 3\r\nold\r\n");
        c.standStill();
        assertThat(c.say("get " + key + "\r\n")).contains("old");
        assertThat(c.say("set " + key + " 0 0 3\r\nnew\r\n")).isEqualTo("STORED\r\n");
    }

    @Test
    void shouldLetRequestsWaitForTheFirstRing() throws Exception {
        try (RoutedNode late = new RoutedNode("late")) {
            String key = keyOf(a, ring);
            Thread news = new Thread(() -> RoutedNode.tell(ring, List.of(), late));
            news.start();
            assertThat(late.say("set " + key + " 0 0 3\r\nnew\r\n")).isEqualTo("STORED\r\n");
            news.join();
            assertThat(a.say("get " + key + "\r\n")).contains("new");
            assertThat(late.store.statistics().currItems()).isZero();
        }
    }

    @Test
    void shouldServeAloneWhenThereIsNoRing() throws IOException {
        try (RoutedNode alone = new RoutedNode("alone")) {
            assertThat(alone.say("set x 0 0 3\r\nnew\r\nget x\r\n")).endsWith("new\r\nEND\r\n");
            assertThat(alone.store.statistics().currItems()).isEqualTo(1);
        }
    }
}
