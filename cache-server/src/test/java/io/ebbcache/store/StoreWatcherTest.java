package io.ebbcache.store;

import static io.ebbcache.store.BytesValue.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.item.Key;
import io.ebbcache.store.stats.StoreCounter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a watcher is told of items that were given up or lost. */
class StoreWatcherTest {

    private static final int MAX_BYTES = 1 << 20;

    private final AtomicLong unixMillis = new AtomicLong(1_700_000_000_000L);
    private final StoreClock clock = new StoreClock(unixMillis::get);
    private final Store store = Store.open(TestStores.config(RegionKind.EMULATED, 64, MAX_BYTES), clock);
    private final Lane lane = store.newLane();
    private final CopyingSink sink = new CopyingSink(MAX_BYTES);
    private final List<String> evicted = Collections.synchronizedList(new ArrayList<>());
    private final List<StoreWatcher.GivenUp> told = Collections.synchronizedList(new ArrayList<>());
    private final List<String> dropped = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong droppedWithSegments = new AtomicLong();

    private final StoreWatcher watcher = new StoreWatcher() {
        @Override
        public boolean watchesEvictions() {
            return true;
        }

        @Override
        public boolean watchesDrops() {
            return true;
        }

        @Override
        public void evicted(Key key, GivenUp item) {
            evicted.add(text(key));
            told.add(item);
        }

        @Override
        public void dropped(Key key, GivenUp item) {
            dropped.add(text(key));
        }

        @Override
        public void segmentDropped(int segment, long items) {
            droppedWithSegments.addAndGet(items);
        }
    };

    @AfterEach
    void close() {
        store.close();
        sink.close();
    }

    private static String text(Key key) {
        byte[] bytes = new byte[key.length()];
        key.copyTo(new UnsafeBuffer(bytes), 0);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void set(String key, long expiry, int valueBytes) {
        byte[] value = new byte[valueBytes];
        new Random(key.hashCode()).nextBytes(value);
        assertThat(lane.store(StoreMode.SET, key(key), 0, expiry, 0, BytesValue.of(value)))
                .isEqualTo(Outcome.STORED);
    }

    private long evictions() {
        return store.statistics().get(StoreCounter.EVICTIONS);
    }

    @Test
    void shouldNameEveryItemThatIsEvictedAndNoOther() {
        store.watch(watcher);
        Random random = new Random(7);
        Set<String> stored = new HashSet<>();
        for (int i = 0; evictions() == 0 || evicted.size() < 20_000; i++) {
            String key = "key" + i + "x".repeat(random.nextInt(200));
            // values of any length: some end a page, some a segment, some lie in parts
            set(
                    key,
                    StoreClock.NEVER,
                    random.nextInt(1000) == 0 ? 200_000 + random.nextInt(500_000) : random.nextInt(3000));
            stored.add(key);
            if (random.nextInt(3) == 0) {
                set(key, StoreClock.NEVER, 10); // leaves a dead copy that must not be named
            }
        }
        // maintenance evicts on its own thread: let it come to an end
        await().until(() -> {
            long count = evictions();
            Thread.sleep(300);
            return count == evictions();
        });
        assertThat(new HashSet<>(evicted)).hasSameSizeAs(evicted);
        assertThat(stored.containsAll(evicted)).isTrue();
        assertThat((long) evicted.size()).isEqualTo(evictions());
        for (String key : List.copyOf(evicted)) {
            assertThat(lane.get(key(key), sink)).as(key).isEqualTo(Outcome.NOT_FOUND);
        }
    }

    @Test
    void shouldTellWhatIsKnownOfAnEvictedItem() {
        set("read", StoreClock.NEVER, 100);
        set("ends", clock.now() + 50, 200);
        assertThat(lane.get(key("read"), sink)).isEqualTo(Outcome.FOUND);
        unixMillis.addAndGet(20_000);
        clock.tick();
        store.watch(watcher);
        for (int i = 0; !evicted.containsAll(List.of("read", "ends")); i++) {
            set("filler" + i, StoreClock.NEVER, SegmentLayout.PAYLOAD_BYTES / 20);
            // so much is worth keeping that it cannot all be kept
            lane.get(key("filler" + i), sink);
        }
        assertThat(told.get(evicted.indexOf("read"))).isEqualTo(new StoreWatcher.GivenUp(true, -1, 20, 100));
        assertThat(told.get(evicted.indexOf("ends"))).isEqualTo(new StoreWatcher.GivenUp(false, 30, 20, 200));
    }

    @Test
    void shouldTellOfItemsThatTheKernelTook() {
        store.watch(watcher);
        set("a", StoreClock.NEVER, 100);
        lane.closeSegments();
        store.drop(0, 64L << 20);
        assertThat(lane.get(key("a"), sink)).isEqualTo(Outcome.NOT_FOUND);
        await().untilAsserted(() -> {
            int asked = dropped.equals(List.of("a")) ? 1 : 0;
            assertThat(asked + droppedWithSegments.get()).isEqualTo(1);
        });
    }

    @Test
    void shouldTellHowManyItemsWentWithASegment() {
        store.watch(watcher);
        for (int i = 0; i < 100; i++) {
            set("a" + i, StoreClock.NEVER, 1000);
        }
        lane.closeSegments();
        store.drop(0, 64L << 20);
        await().untilAsserted(() -> assertThat(droppedWithSegments).hasValue(100));
        assertThat(dropped).isEmpty();
    }

    @Test
    void shouldTellNothingToNobody() {
        store.watch(watcher);
        store.watch(StoreWatcher.NOBODY);
        for (int i = 0; evictions() == 0; i++) {
            set("filler" + i, StoreClock.NEVER, 100_000);
        }
        assertThat(evicted).isEmpty();
    }
}
