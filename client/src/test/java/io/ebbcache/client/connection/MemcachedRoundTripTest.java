package io.ebbcache.client.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.MemcachedProcess;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.Outcome;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.operation.UnsupportedRequestException;
import io.ebbcache.client.operation.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class MemcachedRoundTripTest {

    private static final EventLoops LOOPS = new EventLoops(1);
    private static MemcachedProcess memcached;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        memcached = MemcachedProcess.start();
    }

    @AfterAll
    static void stop() {
        LOOPS.close();
        if (memcached != null) {
            memcached.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCarryOutEachVerb(ProtocolChoice protocol) throws Exception {
        try (NodeConnections node = open(protocol)) {
            byte[] key = key("verbs");
            ask(node, Request.delete(key));
            assertThat(ask(node, Request.get(key)).outcome()).isEqualTo(Outcome.NOT_FOUND);
            assertThat(store(node, Verb.REPLACE, key, "x").outcome()).isEqualTo(Outcome.NOT_STORED);
            assertThat(store(node, Verb.APPEND, key, "x").outcome()).isEqualTo(Outcome.NOT_STORED);
            assertThat(store(node, Verb.PREPEND, key, "x").outcome()).isEqualTo(Outcome.NOT_STORED);
            assertThat(store(node, Verb.ADD, key, "b").isDone()).isTrue();
            assertThat(store(node, Verb.ADD, key, "x").outcome()).isEqualTo(Outcome.NOT_STORED);
            assertThat(store(node, Verb.APPEND, key, "c").isDone()).isTrue();
            assertThat(store(node, Verb.PREPEND, key, "a").isDone()).isTrue();
            Reply found = ask(node, Request.get(key));
            assertThat(new String(found.value(), UTF_8)).isEqualTo("abc");
            assertThat(found.flags()).isEqualTo(-2);
            assertThat(found.cas()).isNotZero();
            byte[] value = "swapped".getBytes(UTF_8);
            assertThat(ask(node, Request.cas(key, 7, value, 0, found.cas() + 1)).outcome())
                    .isEqualTo(Outcome.EXISTS);
            assertThat(ask(node, Request.cas(key, 7, value, 0, found.cas())).isDone())
                    .isTrue();
            assertThat(ask(node, Request.cas(key("verbs-none"), 7, value, 0, 1)).outcome())
                    .isEqualTo(Outcome.NOT_FOUND);
            assertThat(ask(node, Request.touch(key, 1000)).isDone()).isTrue();
            Reply touched = ask(node, Request.getAndTouch(key, 1000));
            assertThat(new String(touched.value(), UTF_8)).isEqualTo("swapped");
            assertThat(touched.flags()).isEqualTo(7);
            assertThat(ask(node, Request.delete(key)).isDone()).isTrue();
            assertThat(ask(node, Request.delete(key)).outcome()).isEqualTo(Outcome.NOT_FOUND);
            assertThat(ask(node, Request.touch(key, 1000)).outcome()).isEqualTo(Outcome.NOT_FOUND);
            assertThat(ask(node, Request.getAndTouch(key, 1000)).outcome()).isEqualTo(Outcome.NOT_FOUND);
            assertThat(ask(node, Request.invalidate(key, 1000)).outcome()).isEqualTo(Outcome.NOT_FOUND);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCount(ProtocolChoice protocol) throws Exception {
        try (NodeConnections node = open(protocol)) {
            byte[] key = key("counter-" + protocol);
            ask(node, Request.delete(key));
            assertThat(ask(node, Request.count(Verb.INCREMENT, key, 1)).outcome())
                    .isEqualTo(Outcome.NOT_FOUND);
            store(node, Verb.SET, key, "18446744073709551614");
            assertThat(ask(node, Request.count(Verb.INCREMENT, key, 1)).number())
                    .isEqualTo(-1L);
            assertThat(ask(node, Request.count(Verb.INCREMENT, key, 6)).number())
                    .isEqualTo(5);
            assertThat(ask(node, Request.count(Verb.DECREMENT, key, 3)).number())
                    .isEqualTo(2);
            assertThat(ask(node, Request.count(Verb.DECREMENT, key, -1L)).number())
                    .isZero();
            store(node, Verb.SET, key, "no number");
            assertThatThrownBy(() -> ask(node, Request.count(Verb.INCREMENT, key, 1)))
                    .hasCauseInstanceOf(RefusedException.class);
            assertThat(ask(node, Request.get(key)).isDone()).isTrue();
        }
    }

    @Test
    void shouldDoWhatOnlyMetaCan() throws Exception {
        try (NodeConnections node = open(ProtocolChoice.META)) {
            byte[] key = {'a', ' ', 0, '\r', '\n', (byte) 0xff};
            Reply stored = store(node, Verb.SET, key, "binary key");
            assertThat(stored.cas()).isNotZero();
            assertThat(ask(node, Request.get(key)).cas()).isEqualTo(stored.cas());
            assertThat(ask(node, Request.delete(key, stored.cas() + 1)).outcome())
                    .isEqualTo(Outcome.EXISTS);
            assertThat(ask(node, Request.delete(key, stored.cas())).isDone()).isTrue();
            assertThat(ask(node, Request.count(Verb.INCREMENT, key, 5, 100, 0)).number())
                    .isEqualTo(100);
            assertThat(ask(node, Request.count(Verb.INCREMENT, key, 5, 100, 0)).number())
                    .isEqualTo(105);
        }
    }

    @Test
    void shouldLetOneClientWinAClaim() throws Exception {
        try (NodeConnections node = open(ProtocolChoice.META)) {
            byte[] key = key("claimed");
            ask(node, Request.delete(key));
            Reply first = ask(node, Request.get(key, new Request.Claim(30, 0)));
            assertThat(first.won()).isTrue();
            assertThat(first.value()).isEmpty();
            Reply second = ask(node, Request.get(key, new Request.Claim(30, 0)));
            assertThat(second.won()).isFalse();
            assertThat(second.claimed()).isTrue();
            store(node, Verb.SET, key, "made");
            assertThat(ask(node, Request.invalidate(key, 30)).isDone()).isTrue();
            Reply stale = ask(node, Request.get(key, new Request.Claim(30, 0)));
            assertThat(stale.stale()).isTrue();
            assertThat(stale.won()).isTrue();
            assertThat(new String(stale.value(), UTF_8)).isEqualTo("made");
        }
    }

    @Test
    void shouldRefuseWhatTextCannotAndGoOn() throws Exception {
        try (NodeConnections node = open(ProtocolChoice.TEXT)) {
            assertThatThrownBy(() -> ask(node, Request.get(key("with space"))))
                    .hasCauseInstanceOf(UnsupportedRequestException.class);
            byte[] key = key("plain");
            store(node, Verb.SET, key, "x");
            Reply read = ask(node, Request.get(key, new Request.Claim(30, 0)));
            assertThat(read.isDone()).isTrue();
            assertThat(ask(node, Request.invalidate(key, 30)).isDone()).isTrue();
            assertThat(ask(node, Request.get(key)).isDone()).isFalse();
            assertThat(node.inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCarryValuesOfAnySize(ProtocolChoice protocol) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (NodeConnections node = open(protocol)) {
            List<byte[]> values = new ArrayList<>();
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int bytes : new int[] {0, 1, 100, 4000, 65_400, 65_536, 70_000, 500_000, 1_000_000}) {
                byte[] value = new byte[bytes];
                random.nextBytes(value);
                values.add(value);
                byte[] key = key("size-" + bytes);
                node.execute(Request.store(Verb.SET, key, 0, value, 0));
                replies.add(node.execute(Request.get(key)));
            }
            for (int i = 0; i < values.size(); i++) {
                assertThat(replies.get(i).get(5, TimeUnit.SECONDS).value())
                        .as("seed %s", seed)
                        .isEqualTo(values.get(i));
            }
            assertThatThrownBy(() -> ask(node, Request.store(Verb.SET, key("big"), 0, new byte[2 << 20], 0)))
                    .hasCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("too large");
            assertThat(ask(node, Request.get(key("size-1"))).value()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepWhatEndsFarInTheFuture(ProtocolChoice protocol) throws Exception {
        try (NodeConnections node = open(protocol)) {
            byte[] key = key("far");
            ask(node, Request.store(Verb.SET, key, 0, key, 4_000_000_000L));
            assertThat(ask(node, Request.get(key)).isDone()).isTrue();
        }
    }

    @Test
    void shouldFlush() throws Exception {
        try (NodeConnections node = open(ProtocolChoice.AUTO)) {
            byte[] key = key("flushed");
            store(node, Verb.SET, key, "x");
            node.flushAll().get(5, TimeUnit.SECONDS);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> !ask(node, Request.get(key)).isDone());
        }
    }

    @Test
    void shouldKeepTheOrderOfRequestsForOneKeyOverManyConnections() throws Exception {
        ConnectionConfig config =
                config(ProtocolChoice.AUTO).connectionsPerNode(3).build();
        try (NodeConnections node = open(memcached, config)) {
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                byte[] key = key("order-" + i % 20);
                node.execute(Request.store(Verb.SET, key, i, key, 0));
                replies.add(node.execute(Request.get(key)));
            }
            for (int i = 0; i < 300; i++) {
                assertThat(replies.get(i).get(5, TimeUnit.SECONDS).flags()).isEqualTo(i);
            }
        }
    }

    @Test
    void shouldAuthenticate() throws Exception {
        Path file = Files.writeString(directory.resolve("users"), "ann:secret\n");
        try (MemcachedProcess guarded = MemcachedProcess.start("-Y", file.toString())) {
            for (ProtocolChoice protocol : ProtocolChoice.values()) {
                ConnectionConfig right = config(protocol)
                        .credentials(new Credentials("ann", "secret"))
                        .build();
                try (NodeConnections node = open(guarded, right)) {
                    assertThat(store(node, Verb.SET, key("a"), "x").isDone()).isTrue();
                }
            }
            ConnectionConfig wrong = config(ProtocolChoice.AUTO)
                    .credentials(new Credentials("ann", "guessed"))
                    .build();
            try (NodeConnections node = open(guarded, wrong)) {
                assertThatThrownBy(() -> ask(node, Request.get(key("a"))))
                        .hasCauseInstanceOf(NodeUnavailableException.class)
                        .hasMessageContaining("AUTHENTICATION")
                        .hasMessageNotContaining("guessed");
            }
        }
    }

    private static NodeConnections open(ProtocolChoice protocol) {
        return open(memcached, config(protocol).build());
    }

    private static NodeConnections open(MemcachedProcess server, ConnectionConfig config) {
        return NodeConnections.open(server.node(), config, LOOPS, Recorder.NOBODY, Recorder.nobody());
    }

    private static ConnectionConfigBuilder config(ProtocolChoice protocol) {
        return ConnectionConfig.builder().protocol(protocol).operationTimeout(Duration.ofSeconds(5));
    }

    private static byte[] key(String text) {
        return text.getBytes(UTF_8);
    }

    private static Reply store(NodeConnections node, Verb verb, byte[] key, String value) throws Exception {
        return ask(node, Request.store(verb, key, -2, value.getBytes(UTF_8), 0));
    }

    private static Reply ask(NodeConnections node, Request request) throws ExecutionException {
        try {
            return node.execute(request).get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
