package io.ebbcache.store;

import static io.ebbcache.store.BytesValue.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ebbcache.region.mapping.RegionKind;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.store.expiry.StoreClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Behind the segments that a test has filled there may be free ones, which are kept ready. */
class SegmentMapTest {

    private static final int VALUE_BYTES = 10_000;

    /** So many items fill a segment, but for a little at its end. */
    private static final int ITEMS_IN_SEGMENT = 200;

    private static final int MANY = 4096;

    private final Store store = Store.open(TestStores.config(RegionKind.EMULATED, 64, 1 << 20));
    private final Lane lane = store.newLane();
    private final CopyingSink sink = new CopyingSink(1 << 20);
    private final BytesValue value = BytesValue.of("v".repeat(VALUE_BYTES));

    @AfterEach
    void close() {
        store.close();
        sink.close();
    }

    /** Segments of their own, nearly full. */
    private void seal(int segments) {
        for (int segment = 0; segment < segments; segment++) {
            set(segment, ITEMS_IN_SEGMENT);
            lane.closeSegments();
        }
    }

    private void set(int segment, int items) {
        for (int i = 0; i < items; i++) {
            assertThat(lane.store(StoreMode.SET, key(segment + "-" + i), 0, StoreClock.NEVER, 0, value))
                    .isEqualTo(Outcome.STORED);
        }
    }

    private void read(int segment, int items) {
        for (int i = 0; i < items; i++) {
            assertThat(lane.get(key(segment + "-" + i), sink)).isEqualTo(Outcome.FOUND);
        }
    }

    private void delete(int segment, int items) {
        for (int i = 0; i < items; i++) {
            assertThat(lane.delete(key(segment + "-" + i), 0)).isEqualTo(Outcome.DELETED);
        }
    }

    private void drop(int segment, double part) {
        long bytes = SegmentLayout.PAGE_BYTES * (long) (part * SegmentLayout.PAGES);
        store.drop((long) segment * SegmentLayout.SEGMENT_BYTES, bytes);
    }

    @Test
    void shouldHaveNothingToShowOfSegmentsThatWereNeverUsed() {
        assertThat(store.segments(MANY)).isEqualTo(new SegmentMap(32, 0, 1, 0, 0, 0, 0, 0, "", "", "", ""));
    }

    @Test
    void shouldTellOpenFromSealed() {
        seal(2);
        set(2, ITEMS_IN_SEGMENT / 2);
        SegmentMap map = store.segments(MANY);
        assertThat(map.state()).matches("ssof*");
        assertThat(map.open()).isEqualTo(1);
        assertThat(map.sealed()).isEqualTo(2);
        assertThat(map.resident()).startsWith("99");
        assertThat(map.alive()).matches("8840*"); // a little of each segment is left over
        await().untilAsserted(
                        () -> assertThat(store.segments(MANY).resident()).matches("9990*")); // sealed as far as written
    }

    @Test
    void shouldTellWhatIsReadFromWhatIsNot() {
        seal(3);
        read(1, ITEMS_IN_SEGMENT / 2);
        read(2, ITEMS_IN_SEGMENT);
        read(2, ITEMS_IN_SEGMENT);
        assertThat(store.segments(MANY).heat()).matches("0490*");
    }

    @Test
    void shouldTellHollowSegmentsAsStatisticsDo() {
        seal(3);
        read(1, ITEMS_IN_SEGMENT); // whose bytes are known when they go
        delete(1, ITEMS_IN_SEGMENT - 10);
        SegmentMap map = store.segments(MANY);
        assertThat(map.state()).matches("shsf*");
        assertThat(map.alive()).matches("8080*");
        assertThat(map.sealed()).isEqualTo(2);
        assertThat(map.hollow()).isEqualTo(1).isEqualTo(store.statistics().hollowSegments());
    }

    @Test
    void shouldTellWhatTheKernelHasTaken() {
        seal(3);
        drop(0, 0.25);
        drop(1, 0.625);
        drop(2, 1);
        await().untilAsserted(() -> {
            SegmentMap map = store.segments(MANY);
            assertThat(map.state()).matches("sdf+");
            assertThat(map.resident()).matches("630+");
            assertThat(map.alive()).matches("630+"); // no more than what is there
            assertThat(map.sealed()).isEqualTo(1);
            assertThat(map.dropped()).isEqualTo(1);
            assertThat(map.hollow()).isZero();
            assertThat(map.free()).isEqualTo(map.everUsed() - 2);
        });
    }

    @Test
    void shouldPutSegmentsTogetherUntilTheCellsAreFewEnough() {
        seal(5);
        read(0, ITEMS_IN_SEGMENT);
        delete(4, ITEMS_IN_SEGMENT);
        await().untilAsserted(() -> {
            int cells = (store.segments(MANY).everUsed() + 1) / 2;
            SegmentMap map = store.segments(cells);
            assertThat(map.perCell()).isEqualTo(2);
            assertThat(map.state()).hasSize(cells).matches("ss[hf]f*");
            assertThat(map.resident()).matches("9990*");
            assertThat(map.alive()).matches("8800*");
            assertThat(map.heat()).matches("4000*");
            assertThat(store.segments(cells - 1).perCell()).isEqualTo(4);
            assertThat(store.segments(2 * cells).perCell()).isEqualTo(1);
        });
        SegmentMap all = store.segments(1);
        assertThat(all.perCell()).isEqualTo(8);
        assertThat(all.state()).isEqualTo("s");
    }

    @Test
    void shouldShrinkToTheCommonestState() {
        SegmentMap map = new SegmentMap(99, 9, 1, 0, 0, 0, 0, 0, "ssfooohdd", "", "", "");
        assertThat(map.state(9)).isEqualTo("ssfooohdd");
        assertThat(map.state(8)).as("of two the more telling one").isEqualTo("soodd");
        assertThat(map.state(3)).isEqualTo("sod");
        assertThat(map.state(1)).isEqualTo("o");
        assertThat(new SegmentMap(99, 0, 1, 0, 0, 0, 0, 0, "", "", "", "").state(64))
                .isEmpty();
    }

    @Test
    void shouldAllowNoMoreThanTheLimit() {
        assertThat(store.statistics().allowedBytes()).isEqualTo(store.limitBytes());
        assertThat(store.limit(32 << 20)).isTrue();
        assertThat(store.statistics().allowedBytes()).isEqualTo(32 << 20);
        store.allocator().spareUnderPressure(3);
        assertThat(store.statistics().allowedBytes()).isEqualTo(3L * SegmentLayout.SEGMENT_BYTES);
        store.allocator().spareUnderPressure(100);
        assertThat(store.statistics().allowedBytes()).isEqualTo(32 << 20);
    }
}
