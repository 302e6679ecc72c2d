package io.ebbcache.client.connection;

import static io.ebbcache.client.connection.FakeServer.valueFor;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.operation.CacheException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads, and a server that delays, resets, talks nonsense, and answers twice, at random. */
@Timeout(60)
class StressTest {

    private static final int THREADS = 6;
    private static final int IN_FLIGHT = 8;
    private static final Duration TIME = Duration.ofSeconds(3);

    @ParameterizedTest
    @ValueSource(strings = {"MN\r\n", "ERROR\r\n"})
    void shouldNeverGiveARequestTheValueOfAnother(String protocol, TestReporter reporter) throws Exception {
        long seed = System.nanoTime();
        reporter.publishEntry("seed", String.valueOf(seed));
        AtomicLong seeds = new AtomicLong(seed);
        Tally tally = new Tally();
        ConnectionConfig config = ConnectionConfig.builder()
                .operationTimeout(Duration.ofMillis(40))
                .silence(Duration.ofMillis(40))
                .connectionsPerNode(2)
                .backoff(Duration.ofMillis(1), Duration.ofMillis(4))
                .build();
        try (EventLoops loops = new EventLoops(2);
                FakeServer server =
                        FakeServer.start(peer -> misbehave(peer, protocol, new Random(seeds.incrementAndGet())));
                NodeConnections node = NodeConnections.open(
                        server.node(),
                        config,
                        loops,
                        (to, verb, nanos, reply, failure) -> tally.told.incrementAndGet(),
                        Recorder.nobody())) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seeds.incrementAndGet());
                Thread thread = new Thread(() -> ask(node, random, tally));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> node.inFlight() == 0);
            reporter.publishEntry(
                    "ends", tally.right + " right, " + tally.failed + " failed, " + server.accepted() + " connections");
            assertThat(tally.wrong).as("seed %s", seed).isEmpty();
            assertThat(tally.right.get()).as("seed %s", seed).isGreaterThan(1000);
            assertThat(server.accepted()).as("seed %s", seed).isGreaterThan(10);
            assertThat(tally.told.get())
                    .as("told of each one once, seed %s", seed)
                    .isEqualTo(tally.right.get() + tally.failed.get());
        }
    }

    private static void misbehave(FakeServer.Peer peer, String protocol, Random random) throws Exception {
        peer.line();
        peer.send(protocol);
        for (String line = peer.line(); line != null; line = peer.line()) {
            String reply = peer.reply(line);
            switch (random.nextInt(400)) {
                case 0 -> {
                    peer.reset();
                    return;
                }
                case 1 -> {
                    peer.send(reply.substring(0, random.nextInt(reply.length())));
                    return;
                }
                case 2 -> peer.send("VA 3 f0 c1 O77777\r\nbad\r\n");
                case 3 -> peer.send(reply + reply);
                case 4 -> peer.send("\0garbage\r\n" + reply);
                case 5 -> delay(peer, reply, 60);
                case 6, 7, 8 -> delay(peer, reply, random.nextInt(5));
                default -> peer.send(reply);
            }
        }
    }

    private static void delay(FakeServer.Peer peer, String reply, int millis) throws IOException, InterruptedException {
        int half = reply.length() / 2;
        peer.send(reply.substring(0, half));
        TimeUnit.MILLISECONDS.sleep(millis);
        peer.send(reply.substring(half));
    }

    private static void ask(NodeConnections node, Random random, Tally tally) {
        Semaphore room = new Semaphore(IN_FLIGHT);
        long end = System.nanoTime() + TIME.toNanos();
        while (System.nanoTime() < end) {
            room.acquireUninterruptibly();
            String key = "k" + random.nextInt(100_000);
            node.execute(Request.get(key.getBytes(ISO_8859_1))).whenComplete((reply, failure) -> {
                tally.ended(key, reply, failure);
                room.release();
            });
        }
        room.acquireUninterruptibly(IN_FLIGHT);
    }

    private static final class Tally {

        final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        final AtomicInteger right = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();
        final AtomicInteger told = new AtomicInteger();

        void ended(String key, @Nullable Reply reply, @Nullable Throwable failure) {
            if (failure instanceof CacheException) {
                failed.incrementAndGet();
            } else if (reply != null && new String(reply.value(), ISO_8859_1).equals(valueFor(key))) {
                right.incrementAndGet();
            } else {
                wrong.add(key + ": " + reply + ", " + failure);
            }
        }
    }
}
