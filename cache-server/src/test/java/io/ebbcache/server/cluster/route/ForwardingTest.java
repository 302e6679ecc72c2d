package io.ebbcache.server.cluster.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.net.TestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingTest extends ThreeNodes {

    private static final int KEYS = 60;

    private static String lines(String... all) {
        return String.join("\r\n", all) + "\r\n";
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

    /** An answer that was there when the reply was refused is not that of a later get. */
    @ParameterizedTest
    @ValueSource(strings = {"get K L", "get K", "gat 0 K", "mg K v"})
    void shouldForgetTheAnswerToAGetThatWasRefused(String get) throws IOException {
        List<String> keys = b.keysIn(ring, 2);
        String line = get.replace("K", keys.get(0)).replace("L", keys.get(1)) + "\r\n";
        for (String key : keys) {
            b.say("set " + key + " 0 0 100000\r\n" + "1".repeat(100_000) + "\r\n");
        }
        try (TestClient client = new TestClient(a.address())) {
            long taken = a.replyBudget().limit() - 50_000;
            assertThat(a.replyBudget().acquire(taken)).isTrue();
            assertThat(client.send(line).readUntil("\r\n")).startsWith("SERVER_ERROR out of memory");
            a.replyBudget().release(taken);
            for (String key : keys) {
                b.say("set " + key + " 0 0 1\r\n2\r\n");
            }
            for (String key : keys) {
                String again = get.replace("K L", "K").replace("K", key) + "\r\n";
                assertThat(client.send(again + "mn\r\n").readUntil("MN\r\n"))
                        .hasSizeLessThan(100)
                        .contains(" 1\r\n2\r\n");
            }
        }
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

    /** Z hangs in a part of the cluster that is small by itself: what others of that part are told meanwhile counts there. */
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
