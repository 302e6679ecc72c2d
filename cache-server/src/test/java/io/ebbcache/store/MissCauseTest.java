package io.ebbcache.store;

import static io.ebbcache.store.BytesValue.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.store.eviction.LossCause;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.stats.StoreCounter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each miss is counted by its cause, once. */
class MissCauseTest {

    private static final int VALUE_BYTES = 10_000;
    private static final List<StoreCounter> CAUSES = List.of(
            StoreCounter.GET_ABSENT,
            StoreCounter.GET_EXPIRED,
            StoreCounter.GET_FLUSHED,
            StoreCounter.GET_EVICTED,
            StoreCounter.GET_SHED,
            StoreCounter.GET_DROPPED);

    private final AtomicLong unixMillis = new AtomicLong(1_700_000_000_000L);
    private final StoreClock clock = new StoreClock(unixMillis::get);
    private final Store store = Store.open(TestStores.config(RegionKind.EMULATED, 64, 1 << 20), clock);
    private final Lane lane = store.newLane();
    private final CopyingSink sink = new CopyingSink(1 << 20);
    private final BytesValue value = BytesValue.of("v".repeat(VALUE_BYTES));

    @AfterEach
    void close() {
        store.close();
        sink.close();
    }

    private void set(String key, long expiry) {
        assertThat(lane.store(StoreMode.SET, key(key), 0, expiry, 0, value)).isEqualTo(Outcome.STORED);
    }

    private void set(int items) {
        for (int i = 0; i < items; i++) {
            set("k" + i, StoreClock.NEVER);
        }
    }

    private int misses(int items) {
        int misses = 0;
        for (int i = 0; i < items; i++) {
            misses += lane.get(key("k" + i), sink) == Outcome.FOUND ? 0 : 1;
        }
        return misses;
    }

    private void assertOnly(StoreCounter cause, int misses) {
        StoreStatistics statistics = store.statistics();
        assertThat(statistics.get(StoreCounter.GET_MISSES)).isEqualTo(misses);
        for (StoreCounter each : CAUSES) {
            assertThat(statistics.get(each)).as(each.name()).isEqualTo(each == cause ? misses : 0);
        }
    }

    @Test
    void shouldCallAbsentWhatWasNeverThereOrDeleted() {
        assertThat(misses(1)).isEqualTo(1);
        set(1);
        assertThat(lane.delete(key("k0"), 0)).isEqualTo(Outcome.DELETED);
        assertThat(misses(1)).isEqualTo(1);
        assertOnly(StoreCounter.GET_ABSENT, 2);
    }

    @Test
    void shouldCallExpiredWhatIs() {
        set("k0", clock.now() + 10);
        unixMillis.addAndGet(11_000);
        clock.tick();
        assertThat(misses(1)).isEqualTo(1);
        assertOnly(StoreCounter.GET_EXPIRED, 1);
    }

    @Test
    void shouldCallDroppedWhatHasLostAPage() {
        set(100);
        lane.closeSegments();
        store.drop(0, 1 << 19);
        int misses = misses(100);
        assertThat(misses).isBetween(10, 90);
        assertOnly(StoreCounter.GET_DROPPED, misses);
    }

    @Test
    void shouldCallDroppedWhatTheKernelHasTakenSegmentBySegment() {
        set(1_000);
        lane.closeSegments();
        store.drop(0, store.config().capacityBytes());
        await().until(() -> store.statistics().get(StoreCounter.DROPPED_ITEMS) == 1_000);
        assertThat(misses(1_000)).isEqualTo(1_000);
        assertOnly(StoreCounter.GET_DROPPED, 1_000);
    }

    @Test
    void shouldCallDroppedWhatTheKernelHasTakenAlsoAfterTheIndexWasSwept() {
        set(1_000);
        lane.closeSegments();
        store.drop(0, store.config().capacityBytes());
        await().until(() -> store.statistics().get(StoreCounter.DROPPED_ITEMS) == 1_000);
        store.index().sweep();
        assertThat(store.index().slotsUsed()).isZero();
        assertThat(misses(1_000)).isEqualTo(1_000);
        assertThat(store.statistics().get(StoreCounter.GET_DROPPED))
                .isBetween(800L, 1_000L); // as far as lines had room
    }

    @Test
    void shouldNotCallDroppedWhatHadExpiredBeforeTheSweep() {
        set("k0", clock.now() + 10);
        lane.closeSegments();
        store.drop(0, store.config().capacityBytes());
        await().until(() -> store.statistics().get(StoreCounter.DROPPED_ITEMS) == 1);
        unixMillis.addAndGet(11_000);
        clock.tick();
        store.index().sweep();
        assertThat(misses(1)).isEqualTo(1);
        assertOnly(StoreCounter.GET_ABSENT, 1);
    }

    @Test
    void shouldCallEvictedWhatWasGivenUpForOthers() throws InterruptedException {
        set(1);
        for (int i = 0; lane.inspect(key("k0")) == Outcome.FOUND; i++) {
            set("scan" + i, StoreClock.NEVER);
            store.awaitRoom();
        }
        assertThat(misses(1)).isEqualTo(1);
        assertOnly(StoreCounter.GET_EVICTED, 1);
    }

    @Test
    void shouldCallShedWhatWasGivenUpBecauseMemoryWasShort() {
        store.ghosts().add(store.index().knownHash(key("k0").hash()), LossCause.SHED);
        assertThat(misses(1)).isEqualTo(1);
        assertOnly(StoreCounter.GET_SHED, 1);
    }

    @Test
    void shouldCountStoresByTheirOutcome() {
        set(3);
        lane.store(StoreMode.ADD, key("k0"), 0, 0, 0, value);
        StoreStatistics statistics = store.statistics();
        assertThat(statistics.get(StoreCounter.SET_STORED)).isEqualTo(3);
        assertThat(statistics.get(StoreCounter.SET_NOT_STORED)).isEqualTo(1);
        assertThat(statistics.get(StoreCounter.CMD_SET)).isEqualTo(4);
    }

    @Test
    void shouldTellSealedSegmentsAndWhichOfThemAreHollow() {
        set(1_000);
        lane.closeSegments();
        StoreStatistics full = store.statistics();
        assertThat(full.sealedSegments()).isEqualTo(full.segments());
        assertThat(full.hollowSegments()).isLessThanOrEqualTo(1); // the last one
        for (int i = 0; i < 1_000; i++) {
            lane.delete(key("k" + i), 0);
        }
        StoreStatistics empty = store.statistics();
        assertThat(empty.hollowSegments()).isEqualTo(empty.sealedSegments());
    }
}
