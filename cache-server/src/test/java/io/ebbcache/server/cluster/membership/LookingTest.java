package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.ebbcache.server.command.NodeFigures;
import io.ebbcache.server.command.NodeSummary;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Message;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.TCP;
import org.jgroups.stack.Protocol;
import org.jgroups.util.DefaultSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three nodes of which one is asked what all are like. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class LookingTest {

    private static final Logger LOG = LoggerFactory.getLogger(LookingTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** So long is nothing heard of others, but for what is needed to know that they are there. */
    private static final Duration CALM = Duration.ofSeconds(60);

    private static final Duration WHILE = Duration.ofSeconds(5);

    /** Counts what is said about what nodes are like, and says what the test wants. Lies on top of the others. */
    private static final class Mouth extends Protocol {
        private final AtomicInteger sent = new AtomicInteger();

        @Override
        public @Nullable Object down(Message message) {
            int kind = message.hasArray() && message.getLength() > 0 ? message.getArray()[message.getOffset()] : 0;
            if (kind == GroupMessages.SUMMARY_WANTED || kind == GroupMessages.SUMMARY) {
                sent.incrementAndGet();
            }
            return down_prot.down(message);
        }

        void say(@Nullable Address target, byte[] message) {
            down_prot.down(new BytesMessage(target, message)
                    .setFlag(Message.Flag.OOB, Message.Flag.NO_RELIABILITY, Message.Flag.NO_FC));
        }
    }

    /** Reads along on all connections that a node opens. */
    private static final class Wiretap extends DefaultSocketFactory {
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        @Override
        public Socket createSocket(String service) {
            return new Socket() {
                @Override
                public InputStream getInputStream() throws IOException {
                    return new FilterInputStream(super.getInputStream()) {
                        @Override
                        public int read(byte[] target, int offset, int length) throws IOException {
                            int count = super.read(target, offset, length);
                            heard.write(target, offset, Math.max(0, count));
                            return count;
                        }
                    };
                }

                @Override
                public OutputStream getOutputStream() throws IOException {
                    return new FilterOutputStream(super.getOutputStream()) {
                        @Override
                        public void write(byte[] source, int offset, int length) throws IOException {
                            heard.write(source, offset, length);
                            out.write(source, offset, length);
                        }
                    };
                }
            };
        }

        boolean heard(String text) {
            return heard.toString(StandardCharsets.ISO_8859_1).contains(text);
        }
    }

    private static NodeSummary summary(int index) {
        return new NodeSummary(index, 100, 10, 1.5, 0.75, "s".repeat(index) + "oneofatrio");
    }

    private final List<Mouth> mouths = new ArrayList<>();
    private int quiet;

    private void start(TestGroup group, int index, UnaryOperator<List<Protocol>> stacked) {
        Mouth mouth = new Mouth();
        mouths.add(mouth);
        group.start(index, stack -> {
                    stack.add(mouth);
                    return stacked.apply(stack);
                })
                .summarizeBy(() -> summary(index));
    }

    private void startThree(TestGroup group) {
        for (int i = 0; i < 3; i++) {
            start(group, i, UnaryOperator.identity());
        }
        await().atMost(PATIENCE).until(() -> isWhole(group));
    }

    /** They go on saying who they are, once a second, and hardly anything else. */
    private void startThreeQuietly(TestGroup group) {
        for (int i = 0; i < 3; i++) {
            int last = i;
            start(group, i, stack -> {
                stack.removeIf(each -> each instanceof MERGE3);
                return stack;
            });
            await().atMost(PATIENCE)
                    .until(() -> group.share(IntStream.rangeClosed(0, last).toArray()));
        }
        await().atMost(PATIENCE).until(() -> isWhole(group));
    }

    private static boolean isWhole(TestGroup group) {
        return group.share(0, 1, 2)
                && IntStream.range(0, 3)
                        .allMatch(index -> group.node(index).state().here().size() == 3);
    }

    private static @Nullable NodeSummary known(Membership node, int index) {
        return node.nodes().get(index).summary();
    }

    private static boolean knowsAll(Membership node) {
        return node.nodes().stream()
                .map(NodeFigures::summary)
                .toList()
                .equals(List.of(summary(0), summary(1), summary(2)));
    }

    private int sent() {
        return mouths.stream().mapToInt(each -> each.sent.get()).sum();
    }

    private static GroupTraffic traffic(TestGroup group) {
        GroupTraffic all = new GroupTraffic(0, 0);
        for (int i = 0; i < 3; i++) {
            all = all.plus(group.node(i).traffic());
        }
        return all;
    }

    private static GroupTraffic trafficWhile(TestGroup group, Runnable often) {
        GroupTraffic before = traffic(group);
        await().pollInterval(Duration.ofMillis(100))
                .during(WHILE)
                .atMost(WHILE.multipliedBy(2))
                .until(() -> {
                    often.run();
                    return true;
                });
        return traffic(group).minus(before);
    }

    private boolean isQuiet() {
        int before = quiet;
        quiet = sent();
        return quiet == before;
    }

    @Test
    void shouldSendNothingWhileNobodyLooks() throws IOException {
        try (TestGroup group = new TestGroup(3).times(CALM, CALM)) {
            startThreeQuietly(group);
            GroupTraffic idle = trafficWhile(group, () -> {});
            assertThat(sent()).isZero();

            GroupTraffic looked = trafficWhile(group, () -> group.node(1).nodes());
            assertThat(knowsAll(group.node(1))).isTrue();
            int asked = mouths.get(1).sent.get();
            assertThat(asked).as("two others in each round").isBetween(2 * 2, 2 * 4);
            assertThat(sent() - asked).as("each answers").isBetween(asked - 2, asked);
            assertThat(looked.packets()).isGreaterThanOrEqualTo(idle.packets() + asked);

            await().atMost(PATIENCE).during(WHILE).until(this::isQuiet);
            GroupTraffic after = trafficWhile(group, () -> {});
            assertThat(isQuiet()).isTrue();
            assertThat(after.packets()).isLessThan(looked.packets() - asked);
            LOG.info("three nodes in {}: {}, {} while one looks at all, {} after that", WHILE, idle, looked, after);
        }
    }

    @Test
    void shouldTellAllThatLookAndForgetWhoLeaves() throws Exception {
        try (TestGroup group = new TestGroup(3).secret("secret").times(Duration.ofSeconds(5), Duration.ofSeconds(2))) {
            startThree(group);
            await().atMost(PATIENCE).until(() -> knowsAll(group.node(0)) && knowsAll(group.node(2)));
            assertThat(group.node(0).nodes())
                    .extracting(NodeFigures::own, NodeFigures::missing)
                    .containsExactly(tuple(true, false), tuple(false, false), tuple(false, false));
            group.stop(2);
            await().atMost(PATIENCE).until(() -> group.node(0).nodes().get(2).missing());
            assertThat(known(group.node(0), 2)).isNull();
            assertThat(known(group.node(0), 1)).isEqualTo(summary(1));
            await().atMost(PATIENCE).until(() -> group.node(0).nodes().size() == 2);
        }
    }

    @Test
    void shouldHearNothingOfANodeThatSaysNothing() throws IOException {
        try (TestGroup group = new TestGroup(3)) {
            startThree(group);
            group.node(2).summarizeBy(() -> null);
            await().atMost(PATIENCE).until(() -> known(group.node(0), 1) != null);
            assertThat(known(group.node(0), 2)).isNull();
            assertThat(known(group.node(2), 2)).isNull();
        }
    }

    @Test
    void shouldNotMindGarbage() throws IOException {
        long seed = System.nanoTime();
        LOG.info("seed {}", seed);
        Random random = new Random(seed);
        try (TestGroup group = new TestGroup(3)) {
            startThree(group);
            byte[] whole = GroupMessages.bytes(summary(1));
            for (int length = 0; length < whole.length; length++) {
                mouths.get(1).say(null, Arrays.copyOf(whole, length));
            }
            for (int i = 0; i < 200; i++) {
                byte[] noise = new byte[random.nextInt(300)];
                random.nextBytes(noise);
                if (noise.length > 0) {
                    noise[0] =
                            (byte) (i % 2 == 0 ? GroupMessages.SUMMARY : 9 + random.nextInt(100)); // of a later version
                }
                mouths.get(1).say(null, noise);
            }
            await().atMost(PATIENCE).until(() -> knowsAll(group.node(0)) && knowsAll(group.node(2)));
            assertThat(group.share(0, 1, 2)).isTrue();
        }
    }

    /** Whether somebody on the way could read what nodes are like. */
    private boolean isReadOnTheWay(TestGroup group) {
        List<Wiretap> taps = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int index = i;
            Wiretap tap = new Wiretap();
            taps.add(tap);
            group.start(i, stack -> {
                        ((TCP) stack.get(0)).setSocketFactory(tap);
                        return stack;
                    })
                    .summarizeBy(() -> summary(index));
        }
        await().atMost(PATIENCE).until(() -> group.share(0, 1, 2));
        await().atMost(PATIENCE).until(() -> knowsAll(group.node(0)));
        assertThat(taps).anyMatch(tap -> tap.heard.size() > 1000);
        return taps.stream().anyMatch(tap -> tap.heard("oneofatrio"));
    }

    @Test
    void shouldLetOnlyThoseReadWhoKnowTheSecret() throws IOException {
        try (TestGroup open = new TestGroup(3)) {
            assertThat(isReadOnTheWay(open)).isTrue();
        }
        try (TestGroup closed = new TestGroup(3).secret("secret")) {
            assertThat(isReadOnTheWay(closed)).isFalse();
        }
    }
}
