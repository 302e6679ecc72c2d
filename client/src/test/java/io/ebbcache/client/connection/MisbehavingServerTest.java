package io.ebbcache.client.connection;

import static io.ebbcache.client.connection.Ask.failure;
import static io.ebbcache.client.connection.Ask.get;
import static io.ebbcache.client.connection.Ask.value;
import static io.ebbcache.client.connection.FakeServer.valueFor;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.ConnectionLostException;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.OperationTimeoutException;
import io.ebbcache.client.operation.OverloadedException;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class MisbehavingServerTest {

    private static final EventLoops LOOPS = new EventLoops(1);
    private static final Duration TIMEOUT = Duration.ofMillis(150);
    private static final Duration SILENCE = Duration.ofMillis(150);

    @AfterAll
    static void close() {
        LOOPS.close();
    }

    /** What the first connection answers to its first request, for key {@code a}, when it has three; then it waits to be closed. */
    static Stream<Arguments> answers() {
        return Stream.of(
                meta("garbage", "\0\1\2 garbage\r\n"),
                meta("another protocol", "HTTP/1.1 400 Bad Request\r\n\r\n"),
                meta("an error", "ERROR\r\n"),
                meta("a client error", "CLIENT_ERROR bad command line format\r\n"),
                meta("wrong opaque", "VA 1 f0 c1 O12345\r\nx\r\n"),
                meta("missing opaque", "VA 1 f0 c1\r\nx\r\n"),
                meta("missing opaque of a miss", "EN\r\n"),
                meta("the reply to a store", "NS O1\r\n"),
                meta("negative length", "VA -1 f0 c1 O1\r\nx\r\n"),
                meta("huge length", "VA 4000000000 f0 c1 O1\r\n"),
                meta("length beyond 64 bits", "VA 40000000000000000000000 f0 c1 O1\r\n"),
                meta("length that is no number", "VA x f0 c1 O1\r\n"),
                meta("a value longer than it says", "VA 1 f0 c1 O1\r\nxyz\r\n"),
                meta("a line without end", "VA 1" + " ".repeat(4000)),
                meta("a line feed only", "EN O1\n"),
                text("another key", "VALUE b 0 1 1\r\nx\r\nEND\r\n"),
                text("another command's reply", "STORED\r\n"),
                text("two values", "VALUE a 0 1 1\r\nx\r\nVALUE b 0 1 1\r\nx\r\nEND\r\n"),
                text("no cas", "VALUE a 0 1\r\nx\r\nEND\r\n"),
                text("negative length", "VALUE a 0 -1 1\r\nx\r\nEND\r\n"),
                text("huge length", "VALUE a 0 4000000000 1\r\n"),
                text("a line without end", "VALUE" + "x".repeat(4000)));
    }

    private static Arguments meta(String name, String answer) {
        return Arguments.of("meta, " + name, "MN\r\n", answer);
    }

    private static Arguments text(String name, String answer) {
        return Arguments.of("text, " + name, "ERROR\r\n", answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void shouldLoseTheConnectionOnAnUnreadableReply(String name, String protocol, String answer) throws Exception {
        FakeServer.Script unreadable = peer -> {
            peer.line();
            peer.send(protocol);
            for (int i = 0; i < 3; i++) {
                peer.request();
            }
            peer.send(answer);
            peer.swallow();
        };
        try (FakeServer server = FakeServer.start(unreadable, FakeServer::behave);
                NodeConnections node = open(server)) {
            List<CompletableFuture<Reply>> asked = List.of(get(node, "a"), get(node, "b"), get(node, "c"));
            for (CompletableFuture<Reply> each : asked) {
                assertThat(failure(each))
                        .as(name)
                        .isInstanceOf(ConnectionLostException.class)
                        .hasMessageContaining(server.node().address())
                        .hasMessageContaining("unreadable");
            }
            shouldServeWhatFollows(node);
        }
    }

    static Stream<Arguments> scripts() {
        FakeServer.Script half = peer -> {
            peer.meta();
            peer.line();
            peer.send("VA 10 f0 c1 O1\r\nhalf");
            peer.swallow();
        };
        FakeServer.Script halfLine = peer -> {
            peer.meta();
            peer.line();
            peer.send("VA 10 f0");
            peer.swallow();
        };
        FakeServer.Script silence = peer -> {
            peer.meta();
            peer.swallow();
        };
        FakeServer.Script neverNegotiates = FakeServer.Peer::swallow;
        FakeServer.Script refusesToNegotiate = peer -> {
            peer.line();
            peer.send("SERVER_ERROR go away\r\n");
            peer.swallow();
        };
        FakeServer.Script tooTalkative = peer -> {
            peer.line();
            peer.send("MN\r\nEN O1\r\n");
            peer.swallow();
        };
        FakeServer.Script halfThenClose = peer -> {
            peer.meta();
            peer.line();
            peer.send("VA 10 f0 c1 O1\r\nhalf");
        };
        FakeServer.Script halfThenReset = peer -> {
            peer.meta();
            peer.line();
            peer.send("VA 10 f0 c1 O1\r\nhalf");
            peer.reset();
        };
        FakeServer.Script closeAtOnce = peer -> {};
        FakeServer.Script resetAtOnce = FakeServer.Peer::reset;
        FakeServer.Script lateGarbage = peer -> {
            peer.meta();
            peer.line();
            Thread.sleep(TIMEOUT.toMillis() + 50);
            peer.send("what?\r\n");
            peer.swallow();
        };
        return Stream.of(
                Arguments.of("half a value, then silence", half, OperationTimeoutException.class),
                Arguments.of("half a line, then silence", halfLine, OperationTimeoutException.class),
                Arguments.of("silence", silence, OperationTimeoutException.class),
                Arguments.of("says nothing from the beginning", neverNegotiates, CacheException.class),
                Arguments.of("refuses to negotiate", refusesToNegotiate, NodeUnavailableException.class),
                Arguments.of("says too much when negotiating", tooTalkative, NodeUnavailableException.class),
                Arguments.of("half a value, then close", halfThenClose, ConnectionLostException.class),
                Arguments.of("reset within a value", halfThenReset, ConnectionLostException.class),
                Arguments.of("close right after accept", closeAtOnce, NodeUnavailableException.class),
                Arguments.of("reset right after accept", resetAtOnce, NodeUnavailableException.class),
                Arguments.of("garbage after the timeout", lateGarbage, OperationTimeoutException.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void shouldFailClearlyAndServeWhatFollows(String name, FakeServer.Script script, Class<?> expected)
            throws Exception {
        try (FakeServer server = FakeServer.start(script, FakeServer::behave);
                NodeConnections node = open(server)) {
            Throwable failure = failure(get(node, "a"));
            assertThat(failure)
                    .as(name)
                    .isInstanceOf(expected)
                    .hasMessageContaining(server.node().address());
            shouldServeWhatFollows(node);
        }
    }

    @Test
    void shouldLoseTheConnectionWhenAReplyComesBeforeTheRequest() throws Exception {
        FakeServer.Script early = peer -> {
            peer.meta();
            Thread.sleep(30);
            peer.send("VA 1 f0 c1 O1\r\nx\r\n");
            peer.swallow();
        };
        try (FakeServer server = FakeServer.start(early, FakeServer::behave);
                NodeConnections node = open(server)) {
            await().atMost(Duration.ofSeconds(5)).until(() -> server.accepted() >= 2);
            shouldServeWhatFollows(node);
        }
    }

    @Test
    void shouldLoseTheConnectionWhenOneRequestHasTwoReplies() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        FakeServer.Script twice = peer -> {
            peer.meta();
            String line = peer.request();
            String reply = peer.reply(line);
            peer.send(reply + reply);
            answered.countDown();
            peer.swallow();
        };
        try (FakeServer server = FakeServer.start(twice, FakeServer::behave);
                NodeConnections node = open(server)) {
            assertThat(value(get(node, "a"))).isEqualTo(valueFor("a"));
            shouldServeWhatFollows(node);
            assertThat(server.accepted()).isGreaterThan(1);
        }
    }

    @Test
    void shouldNotGiveALateReplyToTheNextRequest() throws Exception {
        for (String protocol : List.of("MN\r\n", "ERROR\r\n")) {
            CountDownLatch timedOut = new CountDownLatch(1);
            FakeServer.Script late = peer -> {
                peer.line();
                peer.send(protocol);
                String first = peer.request();
                timedOut.await();
                peer.answer(first);
                FakeServer.behave(peer);
            };
            try (FakeServer server = FakeServer.start(late);
                    NodeConnections node = open(server)) {
                assertThat(failure(get(node, "a")))
                        .isInstanceOf(OperationTimeoutException.class)
                        .hasMessageContaining("sent, no reply");
                assertThat(node.inFlight()).isEqualTo(1);
                CompletableFuture<Reply> next = get(node, "b");
                timedOut.countDown();
                assertThat(value(next)).isEqualTo(valueFor("b"));
                assertThat(value(get(node, "c"))).isEqualTo(valueFor("c"));
                assertThat(server.accepted()).isEqualTo(1);
                assertThat(node.inFlight()).isZero();
            }
        }
    }

    @Test
    void shouldReadRepliesThatAreSplitAtEveryByte() throws Exception {
        for (boolean meta : List.of(true, false)) {
            FakeServer.Script slow = peer -> {
                if (meta) {
                    peer.meta();
                } else {
                    peer.text();
                }
                for (String line = peer.line(); line != null; line = peer.line()) {
                    for (char each : peer.reply(line).toCharArray()) {
                        peer.send(String.valueOf(each));
                    }
                }
            };
            try (FakeServer server = FakeServer.start(slow);
                    NodeConnections node = open(server)) {
                List<CompletableFuture<Reply>> asked = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    asked.add(get(node, "key" + i));
                }
                for (int i = 0; i < 20; i++) {
                    assertThat(value(asked.get(i))).isEqualTo(valueFor("key" + i));
                }
            }
        }
    }

    @Test
    void shouldTimeOutWhenTheServerStopsReading() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        FakeServer.Script stuck = peer -> {
            peer.meta();
            over.await();
        };
        try (FakeServer server = FakeServer.start(stuck, FakeServer::behave);
                NodeConnections node = open(server)) {
            List<CompletableFuture<Reply>> asked = new ArrayList<>();
            byte[] large = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                asked.add(node.execute(Request.store(Verb.SET, key("k" + i), 0, large, 0)));
            }
            List<String> messages = new ArrayList<>();
            for (CompletableFuture<Reply> each : asked) {
                Throwable failure = failure(each);
                assertThat(failure).isInstanceOf(OperationTimeoutException.class);
                messages.add(String.valueOf(failure.getMessage()));
            }
            assertThat(messages).anyMatch(each -> each.contains("sent, no reply"));
            assertThat(messages).anyMatch(each -> each.contains("not sent"));
            shouldServeWhatFollows(node);
            over.countDown();
        }
    }

    @Test
    void shouldTimeOutWhenTheServerNeverAccepts() throws Exception {
        try (FakeServer server = FakeServer.start();
                NodeConnections node = open(server)) {
            long start = System.nanoTime();
            assertThat(failure(get(node, "a"))).isInstanceOf(CacheException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            await().atMost(Duration.ofSeconds(5)).until(() -> !node.isUp());
            assertThat(failure(get(node, "b")))
                    .isInstanceOf(NodeUnavailableException.class)
                    .hasMessageContaining("no agreement within");
            assertThat(node.inFlight()).isZero();
        }
    }

    @Test
    void shouldGiveUpASilentConnectionAndSaySo() throws Exception {
        FakeServer.Script silent = peer -> {
            peer.meta();
            peer.answer(peer.request());
            peer.swallow();
        };
        try (FakeServer server = FakeServer.start(silent, FakeServer::behave);
                NodeConnections node = open(server)) {
            assertThat(value(get(node, "a"))).isEqualTo(valueFor("a"));
            CompletableFuture<Reply> first = get(node, "b");
            assertThat(failure(first)).isInstanceOf(OperationTimeoutException.class);
            List<CompletableFuture<Reply>> asked = new ArrayList<>();
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                asked.add(get(node, "c"));
                return server.accepted() > 1;
            });
            assertThat(asked)
                    .anySatisfy(each -> assertThat(failure(each))
                            .isInstanceOf(ConnectionLostException.class)
                            .hasMessageContaining("silent for"));
            shouldServeWhatFollows(node);
        }
    }

    @Test
    void shouldGoOnAfterARefusal() throws Exception {
        FakeServer.Script refusing = peer -> {
            peer.meta();
            peer.line();
            peer.send("SERVER_ERROR out of memory\r\n");
            FakeServer.behave(peer);
        };
        try (FakeServer server = FakeServer.start(refusing);
                NodeConnections node = open(server)) {
            CompletableFuture<Reply> refused = get(node, "a");
            CompletableFuture<Reply> next = get(node, "b");
            assertThat(failure(refused)).isInstanceOf(RefusedException.class).hasMessageContaining("out of memory");
            assertThat(value(next)).isEqualTo(valueFor("b"));
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseMoreThanTheBoundAndCountTimedOutOnes() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        FakeServer.Script slow = peer -> {
            peer.meta();
            go.await();
            FakeServer.behave(peer);
        };
        ConnectionConfig config =
                config().maxInFlight(3).silence(Duration.ofSeconds(20)).build();
        try (FakeServer server = FakeServer.start(slow);
                NodeConnections node = open(server, config)) {
            List<CompletableFuture<Reply>> asked = List.of(get(node, "a"), get(node, "b"), get(node, "c"));
            assertThat(failure(get(node, "d"))).isInstanceOf(OverloadedException.class);
            for (CompletableFuture<Reply> each : asked) {
                assertThat(failure(each)).isInstanceOf(OperationTimeoutException.class);
            }
            assertThat(failure(get(node, "d"))).isInstanceOf(OverloadedException.class);
            go.countDown();
            await().atMost(Duration.ofSeconds(5)).until(() -> node.inFlight() == 0);
            assertThat(value(get(node, "d"))).isEqualTo(valueFor("d"));
        }
    }

    /** Everything is well again soon, and until then each request gets its own value or a clear failure. */
    private static void shouldServeWhatFollows(NodeConnections node) {
        int[] served = {0};
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    String key = "next" + served[0];
                    CompletableFuture<Reply> reply = get(node, key);
                    Throwable failure = catchThrowable(() -> reply.get(5, TimeUnit.SECONDS));
                    if (failure == null) {
                        assertThat(value(reply)).isEqualTo(valueFor(key));
                        served[0]++;
                    } else {
                        assertThat(failure)
                                .isInstanceOf(ExecutionException.class)
                                .hasCauseInstanceOf(CacheException.class);
                    }
                    return served[0] == 3;
                });
        await().atMost(Duration.ofSeconds(5)).until(() -> node.inFlight() == 0);
    }

    private static ConnectionConfigBuilder config() {
        return ConnectionConfig.builder()
                .connectTimeout(Duration.ofMillis(300))
                .operationTimeout(TIMEOUT)
                .silence(SILENCE)
                .backoff(Duration.ofMillis(2), Duration.ofMillis(20));
    }

    private static NodeConnections open(FakeServer server) {
        return open(server, config().build());
    }

    private static NodeConnections open(FakeServer server, ConnectionConfig config) {
        return NodeConnections.open(server.node(), config, LOOPS, Recorder.NOBODY, Recorder.nobody());
    }

    private static byte[] key(String key) {
        return key.toLowerCase(Locale.ROOT).getBytes(ISO_8859_1);
    }
}
