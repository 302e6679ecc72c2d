package io.ebbcache.client.discovery;

import static io.ebbcache.client.discovery.Lists.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.ring.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LookoutTest {

    private static final List<Node> ONE = nodes("a:1");
    private static final List<Node> TWO = nodes("a:1", "b:2");

    private final Lists told = new Lists();

    /** Finds what it is told to find. */
    private static final class Scripted implements Lookup {
        final List<Long> lookedNanos = new CopyOnWriteArrayList<>();
        final CountDownLatch closed = new CountDownLatch(1);
        volatile List<Node> nodes = List.of();
        volatile @Nullable Exception failure;

        @Override
        public List<Node> look() throws IOException {
            lookedNanos.add(System.nanoTime());
            if (failure instanceof IOException e) {
                throw e;
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            return nodes;
        }

        @Override
        public void close() {
            closed.countDown();
        }

        void awaitLooks(int more) {
            int before = lookedNanos.size();
            await().until(() -> lookedNanos.size() >= before + more);
        }
    }

    private final Scripted lookup = new Scripted();

    private Lookout lookout(Pace pace) {
        return new Lookout("test", pace, () -> lookup);
    }

    @Test
    void shouldTellTheFirstListBeforeStartReturns() {
        lookup.nodes = ONE;
        try (Lookout lookout = lookout(Lists.slow())) {
            lookout.start(told);
            assertThat(told.all()).containsExactly(ONE);
        }
    }

    @Test
    void shouldTellOnAThreadOfItsOwn() {
        lookup.nodes = ONE;
        List<String> threads = new CopyOnWriteArrayList<>();
        try (Lookout lookout = lookout(Lists.slow())) {
            lookout.start(nodes -> threads.add(Thread.currentThread().getName() + " "
                    + Thread.currentThread().isDaemon()));
            assertThat(threads).containsExactly("ebb-discovery-test true");
        }
    }

    @Test
    void shouldTellOnlyListsThatDiffer() {
        lookup.nodes = ONE;
        try (Lookout lookout = lookout(Lists.quick())) {
            lookout.start(told);
            lookup.awaitLooks(3);
            lookup.nodes = TWO;
            told.awaitLast(TWO);
            lookup.awaitLooks(3);
            assertThat(told.all()).containsExactly(ONE, TWO);
        }
    }

    @Test
    void shouldKeepTheListWhenLookingFails() {
        lookup.nodes = ONE;
        try (Lookout lookout = lookout(Lists.quick())) {
            lookout.start(told);
            for (Exception failure : List.of(new IOException("down"), new IllegalStateException("a bug"))) {
                lookup.failure = failure;
                lookup.awaitLooks(3);
            }
            lookup.failure = null;
            lookup.awaitLooks(2);
            assertThat(told.all()).containsExactly(ONE);
            lookup.nodes = TWO;
            told.awaitLast(TWO);
        }
    }

    @Test
    void shouldTryAgainWithinItsPatience() {
        lookup.failure = new IOException("not yet");
        try (Lookout lookout = lookout(Lists.quick())) {
            Thread later = new Thread(() -> {
                lookup.awaitLooks(3);
                lookup.nodes = ONE;
                lookup.failure = null;
            });
            later.start();
            lookout.start(told);
            assertThat(told.all()).containsExactly(ONE);
        }
    }

    @Test
    void shouldFailToStartWhenItsPatienceIsOver() throws InterruptedException {
        lookup.failure = new IOException("never");
        Pace pace = new Pace(Duration.ofMillis(20), Duration.ofMillis(10), Duration.ofMillis(100));
        try (Lookout lookout = lookout(pace)) {
            assertThatThrownBy(() -> lookout.start(told))
                    .isInstanceOf(NodeUnavailableException.class)
                    .hasMessageContaining("test")
                    .hasMessageContaining("never");
            lookup.closed.await();
        }
        assertThat(told.all()).isEmpty();
    }

    @Test
    void shouldLookSoonWhenANodeIsSuspected() {
        lookup.nodes = ONE;
        try (Lookout lookout = lookout(Lists.slow())) {
            lookout.start(told);
            lookup.nodes = TWO;
            lookout.suspect();
            told.awaitLast(TWO);
        }
    }

    @Test
    void shouldNotLookMoreOftenThanItsPaceHoweverManyAreSuspected() {
        lookup.nodes = ONE;
        Duration least = Duration.ofMillis(40);
        try (Lookout lookout = lookout(new Pace(Duration.ofHours(1), least, Duration.ofSeconds(10)))) {
            lookout.start(told);
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                lookout.suspect();
                return lookup.lookedNanos.size() >= 6;
            });
        }
        List<Long> looked = lookup.lookedNanos;
        for (int i = 1; i < looked.size(); i++) {
            assertThat(looked.get(i) - looked.get(i - 1)).isGreaterThanOrEqualTo(least.toNanos());
        }
    }

    @Test
    void shouldGoOnWhenTheListIsNotTakenOver() {
        lookup.nodes = ONE;
        AtomicInteger calls = new AtomicInteger();
        try (Lookout lookout = lookout(Lists.quick())) {
            lookout.start(nodes -> {
                calls.incrementAndGet();
                throw new IllegalStateException("refused, as this test wants");
            });
            lookup.nodes = TWO;
            await().until(() -> calls.get() == 2);
        }
    }

    @Test
    void shouldEndALookThatHangsWhenItIsClosed() throws InterruptedException {
        CountDownLatch looking = new CountDownLatch(2);
        CountDownLatch closed = new CountDownLatch(1);
        Lookup hanging = new Lookup() {
            @Override
            public List<Node> look() throws InterruptedException {
                looking.countDown();
                if (looking.getCount() == 0) {
                    new CountDownLatch(1).await();
                }
                return ONE;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        try (Lookout lookout = new Lookout("hanging", Lists.quick(), () -> hanging)) {
            lookout.start(told);
            looking.await();
        }
        closed.await();
        Lists.awaitNoThread("ebb-discovery-hanging");
    }

    @Test
    void shouldNotStartTwiceNorAfterItWasClosed() {
        lookup.nodes = ONE;
        Lookout[] ended = new Lookout[2];
        try (Lookout started = lookout(Lists.quick());
                Lookout idle = lookout(Lists.quick())) {
            started.start(told);
            assertThatThrownBy(() -> started.start(told)).isInstanceOf(IllegalStateException.class);
            idle.suspect();
            ended[0] = started;
            ended[1] = idle;
        }
        for (Lookout lookout : ended) {
            lookout.suspect();
            assertThatThrownBy(() -> lookout.start(told)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldFailToStartWhenItCannotBegin() {
        Supplier<Lookup> broken = () -> {
            throw new IllegalStateException("no selector, as this test wants");
        };
        try (Lookout lookout = new Lookout("nothing", Lists.slow(), broken)) {
            assertThatThrownBy(() -> lookout.start(told))
                    .isInstanceOf(NodeUnavailableException.class)
                    .hasMessageContaining("no selector");
        }
    }
}
