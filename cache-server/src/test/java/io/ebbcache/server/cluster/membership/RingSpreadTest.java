package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jgroups.Message;
import org.jgroups.stack.Protocol;
import org.jgroups.util.MessageBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long it takes from the first node that has a ring to the last one. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RingSpreadTest {

    private static final Logger LOG = LoggerFactory.getLogger(RingSpreadTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int ROUNDS = Integer.getInteger("ebb.rounds", 3);

    /** When which node got a ring, by version. */
    private final List<Map<Long, Long>> nanos = new ArrayList<>();

    private long spreadMillis(long version) {
        long[] times = nanos.stream()
                .mapToLong(its -> its.getOrDefault(version, 0L))
                .sorted()
                .toArray();
        return TimeUnit.NANOSECONDS.toMillis(times[times.length - 1] - times[0]);
    }

    private long spreadOfFreshCluster(int nodes, Random random) throws Exception {
        nanos.clear();
        long began = System.nanoTime();
        try (TestGroup group = new TestGroup(nodes)) {
            for (int i = 0; i < nodes; i++) {
                Map<Long, Long> its = new ConcurrentHashMap<>();
                nanos.add(its);
                group.start(i).listen(news -> its.put(news.current().version(), System.nanoTime()));
                Thread.sleep(random.nextInt(100)); // nobody starts all at the same moment
            }
            int[] all = IntStream.range(0, nodes).toArray();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> group.share(all));
            long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            long spread = spreadMillis(group.node(0).state().version());
            LOG.info("{} nodes: one ring after {} ms, from the first to the last in {} ms", nodes, whole, spread);
            return spread;
        }
    }

    @Test
    void shouldReachAllNodesOfAFreshClusterAtOnce() throws Exception {
        long seed = System.nanoTime();
        LOG.info("seed {}", seed);
        Random random = new Random(seed);
        List<Long> spreads = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            spreads.add(spreadOfFreshCluster(3 + round % 3, random));
        }
        assertThat(spreads).as("a busy machine may be slow, but not always").anyMatch(millis -> millis < 500);
    }

    /** Hears no news before this node has asked for them. */
    private static final class Gate extends Protocol {

        private volatile boolean closed;
        private volatile boolean asked;

        private static boolean isOf(Message message, int kind) {
            return message.hasArray() && message.getLength() > 0 && message.getArray()[message.getOffset()] == kind;
        }

        @Override
        public Object down(Message message) {
            asked |= isOf(message, GroupMessages.WANTED);
            return down_prot.down(message);
        }

        private boolean isStopped(Message message) {
            return closed && !asked && isOf(message, GroupMessages.NEWS);
        }

        @Override
        public @Nullable Object up(Message message) {
            return isStopped(message) ? null : up_prot.up(message);
        }

        @Override
        public void up(MessageBatch batch) {
            batch.removeIf(this::isStopped, true);
            if (!batch.isEmpty()) {
                up_prot.up(batch);
            }
        }
    }

    @Test
    void shouldAskForARingThatItHasMissed() throws Exception {
        try (TestGroup group = new TestGroup(3)) {
            Gate gate = new Gate();
            group.start(0);
            await().atMost(PATIENCE).until(() -> group.share(0));
            Membership behind = group.start(1, stack -> {
                stack.add(gate);
                return stack;
            });
            await().atMost(PATIENCE).until(() -> group.share(0, 1));
            gate.closed = true;
            long before = behind.state().version();
            group.start(2);
            await().atMost(PATIENCE)
                    .until(() -> group.node(2).state().version() > before
                            && group.node(0).state().version()
                                    == group.node(2).state().version());
            long wanted = group.node(0).state().version();
            assertThat(behind.state().version()).isEqualTo(before);
            behind.ringWanted(wanted);
            await().atMost(PATIENCE).until(() -> behind.state().version() == wanted);
            assertThat(gate.asked).isTrue();
        }
    }
}
