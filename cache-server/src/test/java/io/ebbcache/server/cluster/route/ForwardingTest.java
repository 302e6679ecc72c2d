package io.ebbcache.server.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.cluster.ring.RingView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardingTest {

    private static final int KEYS = 60;
    private static final long VERSION = 1000;

    private RoutedNode a;
    private RoutedNode b;
    private RoutedNode c;
    private RingView ring;

    @BeforeEach
    void start() throws IOException {
        a = new RoutedNode("a");
        b = new RoutedNode("b");
        c = new RoutedNode("c");
        ring = RoutedNode.ring(VERSION, a, b, c);
        RoutedNode.tell(ring, List.of(), a, b, c);
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        c.close();
    }

    private static String lines(String... all) {
        return String.join("\r\n", all) + "\r\n";
    }

    /** A key that a node has. */
    private static String keyOf(RoutedNode node, RingView in) {
        return node.keysIn(in, 1).get(0);
    }

    @Test
    void shouldAnswerForAnyKeyOnAnyNode() throws IOException {
        for (int i = 0; i < KEYS; i++) {
            assertThat(a.say("set key-" + i + " 7 0 5\r\nv" + (1000 + i) + "\r\n"))
                    .isEqualTo("STORED\r\n");
        }
        for (int i = 0; i < KEYS; i++) {
            String value = "VALUE key-" + i + " 7 5\r\nv" + (1000 + i) + "\r\nEND\r\n";
            assertThat(b.say("get key-" + i + "\r\n")).isEqualTo(value);
            assertThat(c.say("get key-" + i + "\r\n")).isEqualTo(value);
        }
        for (RoutedNode node : List.of(a, b, c)) {
            assertThat(node.store.statistics().currItems()).isBetween(1L, KEYS - 2L);
        }
        assertThat(a.store.statistics().currItems()
                        + b.store.statistics().currItems()
                        + c.store.statistics().currItems())
                .isEqualTo(KEYS);
    }

    @Test
    void shouldAnswerManyKeysInTheirOrder() throws IOException {
        StringBuilder sets = new StringBuilder();
        StringBuilder get = new StringBuilder("get");
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < KEYS; i++) {
            sets.append("set key-").append(i).append(" 0 0 2 noreply\r\nxy\r\n");
            get.append(" key-").append(i).append(" missing-").append(i);
            values.append("VALUE key-").append(i).append(" 0 2\r\nxy\r\n");
        }
        assertThat(a.say(sets + "version\r\n")).isEqualTo("VERSION 1.6.45\r\n");
        assertThat(b.say(get + "\r\nversion\r\n")).isEqualTo(values + "END\r\nVERSION 1.6.45\r\n");
    }

    @Test
    void shouldCarryOutEveryTextCommandAtTheOwner() throws IOException {
        String key = keyOf(b, ring);
        String script = lines(
                "add K 1 0 1",
                "1",
                "add K 1 0 1",
                "1",
                "incr K 41",
                "decr K 2",
                "append K 0 0 1",
                "5",
                "prepend K 0 0 1",
                "9",
                "get K",
                "touch K 100",
                "gat 100 K",
                "replace K 3 0 3",
                "abc",
                "incr K 1",
                "delete K",
                "delete K",
                "get K",
                "incr K 1",
                "touch K 1",
                "replace K 0 0 1",
                "x",
                "append K 0 0 1",
                "x",
                "cas K 0 0 1 5",
                "x");
        String replies = lines(
                "STORED",
                "NOT_STORED",
                "42",
                "40",
                "STORED",
                "STORED",
                "VALUE K 1 4",
                "9405",
                "END",
                "TOUCHED",
                "VALUE K 1 4",
                "9405",
                "END",
                "STORED",
                "CLIENT_ERROR cannot increment or decrement non-numeric value",
                "DELETED",
                "NOT_FOUND",
                "END",
                "NOT_FOUND",
                "NOT_FOUND",
                "NOT_STORED",
                "NOT_STORED",
                "NOT_FOUND");
        assertThat(a.say(script.replace("K", key))).isEqualTo(replies.replace("K", key));
        assertThat(b.say(script.replace("K", key))).isEqualTo(replies.replace("K", key));
    }

    @Test
    void shouldStoreUnderTheCasNumberOfTheOwner() throws IOException {
        String key = keyOf(b, ring);
        a.say("set " + key + " 0 0 1\r\nx\r\n");
        String[] words = c.say("gets " + key + "\r\n").split("[ \r]", -1);
        String cas = words[4];
        assertThat(a.say("cas " + key + " 0 0 1 " + cas + "\r\ny\r\ncas " + key + " 0 0 1 " + cas + "\r\nz\r\n"))
                .isEqualTo("STORED\r\nEXISTS\r\n");
        assertThat(b.say("get " + key + "\r\n")).isEqualTo("VALUE " + key + " 0 1\r\ny\r\nEND\r\n");
    }

    @Test
    void shouldPassOnMetaFlags() throws IOException {
        String key = keyOf(b, ring);
        String script = lines(
                "mg K s v",
                "mg K v N30 t",
                "mg K v",
                "ms K 3 T60 F5",
                "abc",
                "mg K v f t s O7 k",
                "mg K f",
                "md K I T30",
                "mg K v",
                "ma K N0 J5",
                "md K q",
                "ma K N0 J5 v",
                "ma K D3 v",
                "ms K 2 MA",
                "xy",
                "mg K s v q",
                "mn");
        String replies = lines(
                "EN",
                "VA 0 t30 W",
                "",
                "VA 0 Z",
                "",
                "HD",
                "VA 3 f5 t60 s3 O7 kK",
                "abc",
                "HD f5",
                "HD",
                "VA 3 X W",
                "abc",
                "CLIENT_ERROR cannot increment or decrement non-numeric value",
                "VA 1",
                "5",
                "VA 1",
                "8",
                "HD",
                "VA 3 s3",
                "8xy",
                "MN");
        String here = b.say(script.replace("K", key));
        b.say("delete " + key + "\r\n");
        assertThat(a.say(script.replace("K", key)))
                .isEqualTo(here)
                .satisfies(said ->
                        assertThat(said.replace(key, "K")).isEqualTo(replies.replace(" W\r\nabc", " W\r\nabc")));
    }

    @Test
    void shouldTakeLargeValuesInPieces() throws IOException {
        String key = keyOf(c, ring);
        String value = "x".repeat(900_000);
        assertThat(a.say("set " + key + " 0 0 900000\r\n" + value + "\r\nget " + key + "\r\n"))
                .isEqualTo("STORED\r\nVALUE " + key + " 0 900000\r\n" + value + "\r\nEND\r\n");
    }

    @Test
    void shouldLeaveNothingBehindWhenAValueIsTooLarge() throws IOException {
        String key = keyOf(c, ring);
        a.say("set " + key + " 0 0 1\r\nx\r\n");
        String value = "x".repeat(2_000_000);
        assertThat(a.say("set " + key + " 0 0 2000000\r\n" + value + "\r\nget " + key + "\r\n"))
                .isEqualTo("SERVER_ERROR object too large for cache\r\nEND\r\n");
    }

    @Test
    void shouldMissAndRefuseWritesWhileAnOwnerDoesNotAnswer() throws IOException {
        String key = keyOf(c, ring);
        a.say("set " + key + " 0 0 3\r\nold\r\n");
        c.keepPort();
        c.stop();
        assertThat(a.say("get " + key + "\r\n")).isEqualTo("END\r\n");
        assertThat(a.say("set " + key + " 0 0 3\r\nnew\r\n")).startsWith("SERVER_ERROR no answer");
        assertThat(a.say("delete " + key + "\r\n")).startsWith("SERVER_ERROR no answer");
        assertThat(a.say("mg " + key + " v\r\n")).isEqualTo("EN\r\n");
        assertThat(a.say("set " + keyOf(b, ring) + " 0 0 1\r\nx\r\n")).isEqualTo("STORED\r\n");
        c.restart();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> a.say("get " + key + "\r\n").contains("old"));
        assertThat(a.say("set " + key + " 0 0 3\r\nnew\r\n")).isEqualTo("STORED\r\n");
        assertThat(c.say("get " + key + "\r\n")).contains("new");
    }

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
    void shouldCountWhatIsForwarded() throws IOException {
        String key = keyOf(b, ring);
        a.say("set " + key + " 0 0 1\r\nx\r\n");
        b.say("get " + key + "\r\n");
        assertThat(a.forwarding.counter(RouteCounter.FORWARDED).sum()).isEqualTo(1);
        assertThat(b.forwarding.counter(RouteCounter.FORWARDED).sum()).isZero();
        assertThat(b.forwarding.counter(RouteCounter.RELAYED).sum()).isEqualTo(1);
        c.stop();
        String lost = keyOf(c, ring);
        assertThat(a.say("get " + lost + "\r\n")).isEqualTo("END\r\n");
        assertThat(a.forwarding.counter(RouteCounter.UNANSWERED).sum()).isEqualTo(1);
    }

    @Test
    void shouldNeverPassOnWhatWasPassedOn() throws IOException {
        String key = keyOf(c, ring);
        assertThat(b.say("ms " + key + " 1 Pebb" + VERSION + "\r\nx\r\n")).startsWith("SERVER_ERROR no answer");
        assertThat(b.say("ms " + key + " 1 Pebb" + (VERSION - 1) + "\r\nx\r\n"))
                .isEqualTo("SERVER_ERROR another node has this key\r\n");
        assertThat(b.store.statistics().currItems()).isZero();
        assertThat(c.store.statistics().currItems()).isZero();
        assertThat(b.forwarding.counter(RouteCounter.MISDIRECTED).sum()).isEqualTo(2);
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

    /** Z hangs in a part of the cluster that is small by itself: what others of that part are told meanwhile counts there. */
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

    @Test
    void shouldFlushAllNodes() throws IOException {
        List<String> keys = List.of(keyOf(a, ring), keyOf(b, ring), keyOf(c, ring));
        for (String key : keys) {
            a.say("set " + key + " 0 0 1\r\nx\r\n");
        }
        assertThat(a.say("flush_all\r\nversion\r\n")).isEqualTo("OK\r\nVERSION 1.6.45\r\n");
        for (String key : keys) {
            assertThat(b.say("get " + key + "\r\n")).isEqualTo("END\r\n");
        }
        c.stop();
        assertThat(a.say("flush_all\r\n")).startsWith("SERVER_ERROR no answer");
    }

    @Test
    void shouldCountEachForwardedRequestOnceWhereItIsAskedForAndWhereItIsAnswered() throws IOException {
        String key = keyOf(b, ring);
        int rounds = 50;
        int each = 100;
        for (int i = 0; i < rounds; i++) {
            a.say(("get" + (" " + key).repeat(each) + "\r\n")
                    + ("touch " + key + " 0\r\n").repeat(each)
                    + ("set " + key + " 0 0 1\r\nx\r\n").repeat(each)
                    + ("incr " + key + " 1\r\n").repeat(each));
        }
        // 20,000 requests: 312 samples, give or take 10
        assertThat(samples(a)).isBetween(240L, 390L);
        assertThat(samples(b)).isBetween(240L, 390L);
        assertThat(samples(c)).isZero();
        assertThat(a.say("stats hotkeys\r\n")).contains("STAT hotkey:" + key + " 100.00%,");
    }

    private static long samples(RoutedNode node) throws IOException {
        return node.say("stats hotkeys\r\n")
                .lines()
                .filter(line -> line.startsWith("STAT hotkeys_samples "))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
