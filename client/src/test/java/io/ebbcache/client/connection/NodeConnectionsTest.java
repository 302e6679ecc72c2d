package io.ebbcache.client.connection;

import static io.ebbcache.client.connection.Ask.failure;
import static io.ebbcache.client.connection.Ask.get;
import static io.ebbcache.client.connection.Ask.value;
import static io.ebbcache.client.connection.FakeServer.valueFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.operation.ClosedClientException;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.OperationListener;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.UnsupportedRequestException;
import io.ebbcache.client.ring.Node;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class NodeConnectionsTest {

    private static final EventLoops LOOPS = new EventLoops(1);

    /** Says that it speaks meta, and nothing more. */
    private static final FakeServer.Script SILENT = peer -> {
        peer.meta();
        peer.swallow();
    };

    @AfterAll
    static void close() {
        LOOPS.close();
    }

    @Test
    void shouldKeepRequestsUntilTheFirstConnectionIsMade() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        FakeServer.Script slow = peer -> {
            go.await();
            FakeServer.behave(peer);
        };
        try (FakeServer server = FakeServer.start(slow);
                NodeConnections node = open(server.node(), config().build())) {
            CompletableFuture<Reply> early = get(node, "early");
            assertThat(early).isNotDone();
            assertThat(node.inFlight()).isEqualTo(1);
            go.countDown();
            assertThat(value(early)).isEqualTo(valueFor("early"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.5.22, gets",
        "1.6.0, gets",
        "1.6.9, gets",
        "1.6.9_5_g1234567, gets",
        "1.6.10, mg",
        "1.6.45-ebb-1.0, mg",
        "1.10.0, mg",
        "2.0.1, mg"
    })
    void shouldSpeakTextToThoseWhoseMetaProtocolIsAnEarlyOne(String version, String command) throws Exception {
        FakeServer.Script versioned = peer -> {
            peer.meta(version);
            String line = peer.request();
            if (line.startsWith(command + " ")) {
                peer.answer(line);
            }
        };
        try (FakeServer server = FakeServer.start(versioned);
                NodeConnections node = open(server.node(), config().build())) {
            assertThat(value(get(node, "a"))).isEqualTo(valueFor("a"));
        }
    }

    @Test
    void shouldFailAtOnceWhileDownAndSayWhy() throws Exception {
        Node nobody = new Node("127.0.0.1", unusedPort());
        Recorder recorder = new Recorder();
        try (NodeConnections node = NodeConnections.open(
                nobody,
                config().backoff(Duration.ofSeconds(10), Duration.ofSeconds(10)).build(),
                LOOPS,
                Recorder.NOBODY,
                recorder)) {
            assertThat(failure(get(node, "a")))
                    .isInstanceOf(NodeUnavailableException.class)
                    .hasMessageContaining(nobody.address())
                    .hasMessageContaining("refused");
            assertThat(node.isUp()).isFalse();
            assertThat(recorder.events).containsExactly("down");
            assertThat(get(node, "a")).as("without waiting").isCompletedExceptionally();
            assertThat(node.inFlight()).isZero();
        }
    }

    @Test
    void shouldComeBackWhenTheServerDoes() throws Exception {
        int port = unusedPort();
        Recorder recorder = new Recorder();
        try (NodeConnections node =
                NodeConnections.open(new Node("127.0.0.1", port), config().build(), LOOPS, Recorder.NOBODY, recorder)) {
            await().until(() -> !node.isUp());
            try (ServerSocket server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
                Thread behaving = new Thread(() -> {
                    try (Socket socket = server.accept()) {
                        FakeServer.behave(new FakeServer.Peer(socket));
                    } catch (java.io.IOException e) {
                        // The test is over.
                    }
                });
                behaving.start();
                await().atMost(Duration.ofSeconds(5)).until(node::isUp);
                assertThat(value(get(node, "a"))).isEqualTo(valueFor("a"));
                assertThat(recorder.events).containsExactly("down", "up");
            }
        }
    }

    @Test
    void shouldConnectAgainAtOnceWhenAGoodConnectionIsLost() throws Exception {
        FakeServer.Script one = peer -> {
            peer.meta();
            peer.answer(peer.request());
        };
        Recorder recorder = new Recorder();
        ConnectionConfig config =
                config().backoff(Duration.ofHours(1), Duration.ofHours(1)).build();
        try (FakeServer server = FakeServer.start(one, FakeServer::behave);
                NodeConnections node = NodeConnections.open(server.node(), config, LOOPS, Recorder.NOBODY, recorder)) {
            assertThat(value(get(node, "a"))).isEqualTo(valueFor("a"));
            await().atMost(Duration.ofSeconds(5)).until(() -> server.accepted() == 2);
            assertThat(value(get(node, "b"))).isEqualTo(valueFor("b"));
            assertThat(recorder.events).isEmpty();
        }
    }

    @Test
    void shouldUseTheConnectionThatIsUp() throws Exception {
        FakeServer.Script refusing = peer -> {};
        ConnectionConfig config = config().connectionsPerNode(2)
                .backoff(Duration.ofHours(1), Duration.ofHours(1))
                .build();
        try (FakeServer server = FakeServer.start(refusing, FakeServer::behave);
                NodeConnections node = open(server.node(), config)) {
            await().atMost(Duration.ofSeconds(5)).until(() -> server.accepted() == 2);
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                for (int i = 0; i < 20; i++) {
                    assertThat(value(get(node, "k" + i))).isEqualTo(valueFor("k" + i));
                }
            });
            assertThat(node.isUp()).isTrue();
        }
    }

    @Test
    void shouldFailWhatIsPendingWhenClosed() throws Exception {
        try (FakeServer server = FakeServer.start(SILENT)) {
            NodeConnections node = open(server.node(), config().build());
            CompletableFuture<Reply> pending = get(node, "a");
            await().until(() -> server.accepted() == 1);
            node.close();
            assertThat(failure(pending)).isInstanceOf(ClosedClientException.class);
            assertThat(failure(get(node, "b"))).isInstanceOf(ClosedClientException.class);
            assertThat(failure(node.flushAll())).isInstanceOf(ClosedClientException.class);
            assertThat(node.inFlight()).isZero();
            assertThat(node.isUp()).isFalse();
        }
    }

    @Test
    void shouldBeClosedFromItsOwnEventLoop() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer::behave)) {
            NodeConnections node = open(server.node(), config().build());
            CompletableFuture<Void> closed = get(node, "a").thenAccept(reply -> node.close());
            closed.get(5, TimeUnit.SECONDS);
            assertThat(failure(get(node, "b"))).isInstanceOf(ClosedClientException.class);
        }
    }

    @Test
    void shouldLetRequestsEndWhenClosedSoftly() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        FakeServer.Script slow = peer -> {
            peer.meta();
            go.await();
            FakeServer.behave(peer);
        };
        try (FakeServer server = FakeServer.start(slow)) {
            NodeConnections node = open(server.node(), config().build());
            CompletableFuture<Reply> pending = get(node, "a");
            node.closeWhenIdle();
            assertThat(failure(get(node, "b"))).isInstanceOf(ClosedClientException.class);
            assertThat(pending).isNotDone();
            go.countDown();
            assertThat(value(pending)).isEqualTo(valueFor("a"));
            await().atMost(Duration.ofSeconds(1)).until(() -> !node.isUp());
        }
    }

    @Test
    void shouldCloseSoftlyWithinTheTimeout() throws Exception {
        try (FakeServer server = FakeServer.start(SILENT)) {
            NodeConnections node = open(
                    server.node(),
                    config().operationTimeout(Duration.ofMillis(100)).build());
            CompletableFuture<Reply> pending = get(node, "a");
            node.closeWhenIdle();
            assertThat(catchThrowable(() -> pending.get(5, TimeUnit.SECONDS))).isNotNull();
            await().atMost(Duration.ofSeconds(1)).until(() -> !node.isUp());
            assertThat(node.inFlight()).isZero();
        }
    }

    @Test
    void shouldFailWhatIsAskedAfterTheEventLoopsHaveEnded() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer::behave)) {
            EventLoops loops = new EventLoops(1);
            NodeConnections node =
                    NodeConnections.open(server.node(), config().build(), loops, Recorder.NOBODY, Recorder.nobody());
            assertThat(value(get(node, "a"))).isEqualTo(valueFor("a"));
            loops.close();
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                CompletableFuture<Reply> reply = get(node, "b");
                return catchThrowable(() -> reply.get(5, TimeUnit.SECONDS)) instanceof ExecutionException failed
                        && failed.getCause() instanceof ClosedClientException;
            });
            node.close();
            assertThat(node.inFlight()).isZero();
        }
    }

    @Test
    void shouldSurviveCallersThatThrow() throws Exception {
        OperationListener throwing = (node, verb, nanos, reply, failure) -> {
            throw new IllegalStateException("a listener that fails");
        };
        try (FakeServer server = FakeServer.start(FakeServer::behave);
                NodeConnections node =
                        NodeConnections.open(server.node(), config().build(), LOOPS, throwing, Recorder.nobody())) {
            CompletableFuture<Void> derived = get(node, "a").thenAccept(reply -> {
                throw new IllegalStateException("a caller that fails");
            });
            assertThat(failure(derived)).isInstanceOf(IllegalStateException.class);
            assertThat(value(get(node, "b"))).isEqualTo(valueFor("b"));
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void shouldTellOnceWhyThereIsNoAgreementWithAServer() throws Exception {
        Recorder recorder = new Recorder();
        FakeServer.Script unwilling = peer -> {
            peer.line();
            peer.send("SERVER_ERROR not you\r\n");
        };
        FakeServer.Script mute = FakeServer.Peer::line;
        try (FakeServer server =
                        FakeServer.start(peer -> {}, unwilling, unwilling, mute, unwilling, FakeServer::behave);
                NodeConnections node =
                        NodeConnections.open(server.node(), config().build(), LOOPS, Recorder.NOBODY, recorder)) {
            await().atMost(Duration.ofSeconds(5)).until(() -> recorder.events.contains("up"));
            assertThat(value(get(node, "a"))).isEqualTo(valueFor("a"));
            assertThat(recorder.events).hasSize(3).startsWith("down").endsWith("up");
            assertThat(recorder.events.get(1)).startsWith("refused: PROTOCOL: ");
        }
    }

    @Test
    void shouldSurviveANodeListenerThatThrows() throws Exception {
        NodeListener throwing = new NodeListener() {
            @Override
            public void up(Node node) {
                throw new IllegalStateException("a listener that fails");
            }

            @Override
            public void down(Node node, Throwable cause) {
                throw new IllegalStateException("a listener that fails");
            }

            @Override
            public void refused(Node node, HandshakeException why) {
                throw new IllegalStateException("a listener that fails");
            }
        };
        FakeServer.Script closing = peer -> {};
        try (FakeServer server = FakeServer.start(closing, FakeServer::behave);
                NodeConnections node =
                        NodeConnections.open(server.node(), config().build(), LOOPS, Recorder.NOBODY, throwing)) {
            assertThat(failure(get(node, "a"))).isInstanceOf(NodeUnavailableException.class);
            await().atMost(Duration.ofSeconds(5)).until(node::isUp);
            assertThat(value(get(node, "b"))).isEqualTo(valueFor("b"));
        }
    }

    @Test
    void shouldEndARequestThatCannotBeWritten() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer::behave);
                NodeConnections node = open(server.node(), config().build())) {
            List<CompletableFuture<Reply>> good = List.of(get(node, "a"), get(node, "b"));
            assertThat(failure(get(node, ""))).isInstanceOf(UnsupportedRequestException.class);
            for (CompletableFuture<Reply> each : good) {
                assertThat(each.get(5, TimeUnit.SECONDS).isDone()).isTrue();
            }
            assertThat(node.inFlight()).isZero();
        }
    }

    @Test
    void shouldTellTheListenerOfEachRequestOnce() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        OperationListener listener = (node, verb, nanos, reply, failure) -> {
            assertThat(nanos).isNotNegative();
            told.add(node + " " + verb + " " + (reply != null) + " " + (failure != null));
        };
        ConnectionConfig config = config().operationTimeout(Duration.ofMillis(100))
                .silence(Duration.ofMillis(100))
                .build();
        FakeServer.Script oneOnly = peer -> {
            peer.meta();
            peer.answer(peer.request());
            peer.swallow();
        };
        try (FakeServer server = FakeServer.start(oneOnly, FakeServer::behave);
                NodeConnections node =
                        NodeConnections.open(server.node(), config, LOOPS, listener, Recorder.nobody())) {
            value(get(node, "a"));
            failure(get(node, "b"));
            await().atMost(Duration.ofSeconds(5)).until(() -> server.accepted() == 2);
            String prefix = server.node().address() + " GET ";
            assertThat(told).containsExactly(prefix + "true false", prefix + "false true");
        }
    }

    @Test
    void shouldCompleteOnTheExecutorAndWithoutItIfItRefuses() throws Exception {
        List<String> threads = new CopyOnWriteArrayList<>();
        boolean[] refuse = {false};
        ConnectionConfig config = config().executor(task -> {
                    if (refuse[0]) {
                        throw new RejectedExecutionException();
                    }
                    new Thread(task, "completing").start();
                })
                .build();
        FakeServer.Script delayed = peer -> {
            peer.meta();
            for (String line = peer.line(); line != null; line = peer.line()) {
                TimeUnit.MILLISECONDS.sleep(20);
                peer.answer(line);
            }
        };
        try (FakeServer server = FakeServer.start(delayed);
                NodeConnections node = open(server.node(), config)) {
            for (int i = 0; i < 2; i++) {
                get(node, "a")
                        .thenAccept(reply -> threads.add(Thread.currentThread().getName()))
                        .get(5, TimeUnit.SECONDS);
                refuse[0] = true;
            }
            assertThat(threads.get(0)).isEqualTo("completing");
            assertThat(threads.get(1)).startsWith("ebb-client-");
        }
    }

    @Test
    void shouldNotSendWhatTheCallerHasCancelled() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<String> lines = new CopyOnWriteArrayList<>();
        FakeServer.Script slow = peer -> {
            go.await();
            peer.meta();
            for (String line = peer.line(); line != null; line = peer.line()) {
                lines.add(line);
                peer.answer(line);
            }
        };
        try (FakeServer server = FakeServer.start(slow);
                NodeConnections node = open(server.node(), config().build())) {
            CompletableFuture<Reply> cancelled = get(node, "a");
            CompletableFuture<Reply> next = get(node, "b");
            cancelled.cancel(false);
            go.countDown();
            assertThat(value(next)).isEqualTo(valueFor("b"));
            assertThat(lines).hasSize(1);
            assertThat(node.inFlight()).isZero();
        }
    }

    @Test
    void shouldResolveNames() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer::behave);
                NodeConnections node = open(new Node("localhost", server.node().port()), config().build())) {
            assertThat(value(get(node, "a"))).isEqualTo(valueFor("a"));
        }
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ConnectionConfigBuilder config() {
        return ConnectionConfig.builder()
                .operationTimeout(Duration.ofSeconds(2))
                .backoff(Duration.ofMillis(2), Duration.ofMillis(20));
    }

    private static NodeConnections open(Node node, ConnectionConfig config) {
        return NodeConnections.open(node, config, LOOPS, Recorder.NOBODY, Recorder.nobody());
    }
}
