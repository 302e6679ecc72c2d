package io.ebbcache.server.hotkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** {@code -Debb.test.seed=…} repeats a run. */
class HotKeysTest {

    private static final long SECOND = 1_000_000_000;
    private static final long WINDOW = HotKeys.WINDOW.toNanos();

    private final long seed = Long.getLong("ebb.test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    /** Near the end of what a long holds: differences count, not values. */
    private long now = Long.MAX_VALUE - 15 * SECOND;

    private final HotKeys hotKeys = new HotKeys(() -> now, HotKeys.WINDOW, random.split());
    private final KeySampler sampler = hotKeys.newSampler();

    HotKeysTest() {
        System.out.println("hot keys: seed " + seed);
    }

    private void ask(DirectBuffer key) {
        sampler.asked(key, 0, key.capacity());
    }

    private boolean isHot(long rank) {
        DirectBuffer key = ZipfLoad.key(rank);
        return hotKeys.isHot(key, 0, key.capacity());
    }

    /** So many requests in a second, one in {@code every} for the key of a rank, the others for keys that come once. */
    private void askForASecond(int requests, int every, int rank) {
        for (int i = 0; i < requests; i++) {
            ask(ZipfLoad.key(i % every == 0 ? rank : random.nextLong() | Long.MIN_VALUE));
            now += SECOND / requests;
        }
    }

    private static String text(HotKey key) {
        return key.key().getStringWithoutLengthAscii(0, key.key().capacity());
    }

    private List<String> told() {
        return hotKeys.report().keys().stream().map(HotKeysTest::text).toList();
    }

    @Test
    void shouldFindTheKeysOfASkewedLoad() {
        ZipfLoad load = new ZipfLoad(100_000, random.split());
        List<KeySampler> threads =
                IntStream.range(0, 4).mapToObj(i -> hotKeys.newSampler()).toList();
        DirectBuffer[] keys =
                IntStream.range(0, 100_000).mapToObj(ZipfLoad::key).toArray(DirectBuffer[]::new);
        int requests = 2_000_000;
        for (int i = 0; i < requests; i++) {
            DirectBuffer key = keys[load.nextRank()];
            threads.get(i & 3).asked(key, 0, key.capacity());
            now += 4 * SECOND / requests;
        }
        HotKeyReport report = hotKeys.report();
        assertThat(report.seconds()).isCloseTo(4, within(0.1));
        assertThat(report.samples()).isCloseTo(requests / HotKeys.ONE_IN, within(2000L));
        assertThat(report.requestsPerSecond()).isCloseTo(requests / 4.0, within(requests / 50.0));
        assertThat(text(report.keys().get(0))).isEqualTo("key-0");
        assertThat(report.keys())
                .isSortedAccordingTo((one, other) -> Double.compare(other.share(), one.share()))
                .allSatisfy(key -> {
                    int rank = Integer.parseInt(text(key).substring("key-".length()));
                    assertThat(rank).as("rank").isLessThan(11); // 0.75 %
                    assertThat(key.share()).isCloseTo(load.share(rank), within(0.012));
                    assertThat(key.perSecond())
                            .isCloseTo(key.share() * report.requestsPerSecond(), within(requests / 1000.0));
                })
                .hasSizeGreaterThanOrEqualTo(6); // 1.38 %
        assertThat(isHot(0)).as("8.3 %").isTrue();
        assertThat(isHot(1)).as("4.1 %").isFalse();
        assertThat(isHot(50_000)).isFalse();
    }

    @Test
    void shouldForgetWhatIsOver() {
        for (int second = 0; second < 20; second++) {
            askForASecond(10_000, 4, 7);
        }
        assertThat(told()).containsExactly("key-7");
        assertThat(isHot(7)).isTrue();
        for (int second = 0; second < 20; second++) {
            askForASecond(10_000, 5, 8);
            assertThat(told()).contains("key-8");
        }
        assertThat(told()).containsExactly("key-8");
        assertThat(isHot(7)).isFalse();
        assertThat(isHot(8)).isTrue();
    }

    @Test
    void shouldForgetWithoutAnyRequest() {
        askForASecond(100_000, 4, 7);
        askForASecond(100_000, 4, 7);
        assertThat(isHot(7)).isTrue();
        now += WINDOW;
        assertThat(told()).as("of the window before").containsExactly("key-7");
        now += WINDOW;
        HotKeyReport report = hotKeys.report();
        assertThat(report.keys()).isEmpty();
        assertThat(report.samples()).isZero();
        assertThat(report.seconds()).isBetween(10.0, 20.0);
        assertThat(isHot(7)).isFalse();
    }

    @Test
    void shouldForgetAfterALongSilence() {
        askForASecond(100_000, 4, 7);
        now += 360 * WINDOW + 3 * SECOND;
        askForASecond(100_000, 4, 8);
        assertThat(told()).containsExactly("key-8");
        assertThat(hotKeys.report().seconds()).isBetween(10.0, 20.0);
    }

    @Test
    void shouldSeeWithinSecondsWhatBecomesHot() {
        for (int second = 0; second < 11; second++) {
            askForASecond(100_000, 10, 7);
            assertThat(isHot(8)).isFalse();
        }
        for (int second = 0; second < 2; second++) {
            askForASecond(100_000, 3, 8);
        }
        assertThat(isHot(8)).isTrue();
        assertThat(told()).contains("key-7", "key-8");
    }

    @Test
    void shouldCallNothingHotThatMayHaveComeByChance() {
        for (int second = 0; second < 9; second++) {
            askForASecond(10, 2, 7); // one or two samples in all
        }
        assertThat(hotKeys.report().samples()).isLessThan(8);
        assertThat(told()).isEmpty();
        assertThat(isHot(7)).isFalse();
    }

    @Test
    void shouldFindWhatIsHotOnAQuietNode() {
        for (int second = 0; second < 30; second++) {
            askForASecond(400, 1, 7);
        }
        assertThat(told()).containsExactly("key-7");
        assertThat(isHot(7)).isTrue();
    }

    @Test
    void shouldSeeAClientWithARhythmAsItIs() {
        DirectBuffer[] keys =
                IntStream.range(0, HotKeys.ONE_IN).mapToObj(ZipfLoad::key).toArray(DirectBuffer[]::new);
        for (int i = 0; i < 2_000_000; i++) {
            ask(keys[i % HotKeys.ONE_IN]);
        }
        List<HotKey> told = hotKeys.report().keys();
        assertThat(told).hasSize(HotKeys.MOST_TOLD);
        assertThat(told).allSatisfy(key -> assertThat(key.share()).isCloseTo(1.0 / HotKeys.ONE_IN, within(0.005)));
    }

    @Test
    void shouldCountTheRequestsOfAllThreads() {
        int threads = 4;
        int requests = 2_000_000;
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            DirectBuffer key = ZipfLoad.key(thread);
            KeySampler its = hotKeys.newSampler();
            running.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < requests; i++) {
                    its.asked(key, 0, key.capacity());
                }
            }));
        }
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            assertThat(hotKeys.report().keys()).hasSizeLessThanOrEqualTo(threads);
            return running.stream().allMatch(CompletableFuture::isDone);
        });
        running.forEach(CompletableFuture::join);
        HotKeyReport report = hotKeys.report();
        // nobody waits to count: the less there is between two requests, the more samples come late
        assertThat(report.samples()).isBetween(1000L, (long) threads * requests / 60);
        assertThat(report.keys()).hasSize(threads);
        assertThat(report.keys().stream().mapToDouble(HotKey::share).sum()).isCloseTo(1, within(1e-9));
    }
}
