package io.ebbcache.store;

import static io.ebbcache.store.BytesValue.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.stats.StoreCounter;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store keeps when it is full. */
class EvictionTest {

    private static final int MAX_BYTES = 1 << 20;

    private final AtomicLong unixMillis = new AtomicLong(1_700_000_000_000L);
    private final StoreClock clock = new StoreClock(unixMillis::get);
    private final Store store = Store.open(TestStores.config(RegionKind.EMULATED, 64, MAX_BYTES), clock);
    private final Lane lane = store.newLane();
    private final CopyingSink sink = new CopyingSink(MAX_BYTES);

    @AfterEach
    void close() {
        store.close();
        sink.close();
    }

    private static byte[] value(String key, int bytes) {
        byte[] value = new byte[bytes];
        new Random(key.hashCode()).nextBytes(value);
        return value;
    }

    private void set(String key, int bytes, long expiry) throws InterruptedException {
        assertThat(lane.store(StoreMode.SET, key(key), 0xABCDEF01, expiry, 0, BytesValue.of(value(key, bytes))))
                .isEqualTo(Outcome.STORED);
        store.awaitRoom();
    }

    /** More than the store holds, which nobody reads. */
    private void scan(String name) throws InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            set(name + i, 10_000, StoreClock.NEVER);
        }
    }

    private boolean has(String key) {
        return lane.inspect(key(key)) == Outcome.FOUND;
    }

    private void read(String key, int bytes) {
        assertThat(lane.get(key(key), sink)).as(key).isEqualTo(Outcome.FOUND);
        assertThat(Arrays.equals(sink.bytes(), value(key, bytes))).as(key).isTrue();
    }

    private long count(StoreCounter counter) {
        return store.statistics().get(counter);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 100_000, 300_000, 900_000})
    void shouldKeepWhatIsReadWhateverPassesBy(int bytes) throws InterruptedException {
        int items = Math.min(2_000, 8_000_000 / bytes);
        for (int i = 0; i < items; i++) {
            set("hot" + i, bytes, StoreClock.NEVER);
            read("hot" + i, bytes);
        }
        long cas = lane.get(key("hot0"), sink) == Outcome.FOUND ? sink.cas() : 0;
        scan("scan");
        for (int i = 0; i < items; i++) {
            read("hot" + i, bytes);
        }
        assertThat(lane.get(key("hot0"), sink)).isEqualTo(Outcome.FOUND);
        assertThat(sink.cas()).isEqualTo(cas);
        assertThat(sink.flags()).isEqualTo(0xABCDEF01);
        assertThat(has("scan0")).isFalse();
        assertThat(count(StoreCounter.SEGMENTS_EVICTED_UNSORTED)).isZero();
        assertThat(count(StoreCounter.DROPPED_ITEMS)).isZero();
    }

    @Test
    void shouldKeepWhatCameBackAfterItWasGivenUp() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            set("back" + i, 1_000, StoreClock.NEVER);
        }
        for (int i = 0; has("back99"); i++) {
            set("scan" + i, 10_000, StoreClock.NEVER);
        }
        for (int i = 0; i < 100; i++) {
            set("back" + i, 1_000, StoreClock.NEVER);
            set("new" + i, 1_000, StoreClock.NEVER);
        }
        scan("other");
        for (int i = 0; i < 100; i++) {
            assertThat(has("back" + i)).as("back%d", i).isTrue();
            assertThat(has("new" + i)).as("new%d", i).isFalse();
        }
    }

    /** Counters that are rewritten all the time leave dead copies, and cost nobody his place. */
    @Test
    void shouldEvictNothingWhileThereIsDeadSpace() throws InterruptedException {
        int alive = 30_000;
        for (int i = 0; i < alive; i++) {
            set("alive" + i, 1_000, StoreClock.NEVER);
            if (i % 30 == 0) {
                lane.store(StoreMode.SET, key("counter" + i / 30), 0, 0, 0, BytesValue.of("0"));
            }
        }
        int rounds = 2_000;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 1_000; i++) {
                lane.increment(key("counter" + i), 1);
            }
            store.awaitRoom();
        }
        assertThat(count(StoreCounter.EVICTIONS)).isZero();
        for (int i = 0; i < alive; i++) {
            assertThat(has("alive" + i)).as("alive%d", i).isTrue();
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(lane.increment(key("counter" + i), 0)).isEqualTo(Outcome.STORED);
            assertThat(lane.number()).isEqualTo(rounds);
        }
    }

    @Test
    void shouldEndSegmentsOfWhatHasExpiredBeforeAnybodyAsks() throws InterruptedException {
        for (int i = 0; i < 20_000; i++) {
            set("short" + i, 1_000, clock.now() + 10 + i % 3);
        }
        for (int i = 0; i < 2_000; i++) {
            set("long" + i, 1_000, clock.now() + 10_000);
        }
        int before = store.statistics().segments();
        unixMillis.addAndGet(12_000);
        await().untilAsserted(() ->
                assertThat(store.statistics().segments()).isLessThanOrEqualTo(before - 20_000 * 1_000 / (2 << 20)));
        assertThat(count(StoreCounter.EXPIRED_UNASKED)).isBetween(19_000L, 20_000L);
        assertThat(count(StoreCounter.EXPIRED)).isEqualTo(count(StoreCounter.EXPIRED_UNASKED));
        assertThat(count(StoreCounter.EVICTIONS)).isZero();
        for (int i = 0; i < 2_000; i++) {
            assertThat(has("long" + i)).isTrue();
        }
    }

    @Test
    void shouldKeepASegmentWhoseItemsWereGivenMoreTime() throws InterruptedException {
        for (int i = 0; i < 4_000; i++) {
            set("k" + i, 1_000, clock.now() + 10);
        }
        assertThat(lane.touch(key("k7"), clock.now() + 100)).isEqualTo(Outcome.TOUCHED);
        unixMillis.addAndGet(20_000);
        await().until(() -> count(StoreCounter.EXPIRED_UNASKED) > 1_000);
        read("k7", 1_000);
        assertThat(has("k8")).isFalse();
    }

    @Test
    void shouldKeepTheExpiryOfWhatItMoves() throws InterruptedException {
        set("hot", 1_000, clock.now() + 1_000);
        read("hot", 1_000);
        scan("scan");
        assertThat(has("hot")).isTrue();
        unixMillis.addAndGet(999_000);
        clock.tick();
        assertThat(has("hot")).isTrue();
        unixMillis.addAndGet(1_000);
        clock.tick();
        assertThat(has("hot")).isFalse();
    }

    /** What the kernel took is nobody's eviction. */
    @Test
    void shouldTellWhatWasDroppedFromWhatWasEvicted() throws InterruptedException {
        for (int i = 0; i < 5_000; i++) {
            set("k" + i, 1_000, StoreClock.NEVER);
        }
        lane.closeSegments();
        int dropped = 1 << 20;
        store.drop(0, dropped);
        scan("scan");
        assertThat(count(StoreCounter.DROPPED_ITEMS)).isBetween(900L, 1_100L);
    }
}
