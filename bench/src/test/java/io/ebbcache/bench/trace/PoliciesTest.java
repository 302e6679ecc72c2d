package io.ebbcache.bench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {

    /** Key, value and overhead of an item whose key is a letter and whose value has 49 bytes. */
    private static final int ITEM_BYTES = 100;

    private static final int VALUE_BYTES = 49;

    @ParameterizedTest
    @CsvSource({
        "abab,       1, 0",
        "abab,       2, 2",
        "abcabc,     2, 0",
        "abcabc,     3, 3",
        "aabacada,   2, 4",
        "abacbcab,   2, 2",
        // the string of Silberschatz, Galvin, Gagne with 3 frames: 12 faults of 20
        "70120304230321201701, 3, 8"
    })
    void shouldKeepWhatWasAskedForLast(String requests, int room, int hits) {
        assertThat(lru(TestTraces.letters(requests), room)).isEqualTo(hits);
    }

    @ParameterizedTest
    @CsvSource({
        "abab,       1, 1",
        "abcabc,     2, 2",
        "abcabc,     3, 3",
        "aabacada,   2, 4",
        // where everything must be stored this string has 9 faults of 20; one who may pass on an item has 8
        "70120304230321201701, 3, 12"
    })
    void shouldKeepWhatIsAskedForNext(String requests, int room, int hits) {
        assertThat(belady(TestTraces.letters(requests), room)).isEqualTo(hits);
    }

    /** Tries all that a cache can do. */
    @RepeatedTest(20)
    void shouldNotBeBeatenWithOneSize() {
        long seed = System.nanoTime();
        System.out.println("belady: seed " + seed);
        Random random = new Random(seed);
        StringBuilder requests = new StringBuilder();
        random.ints(12, 'a', 'f').forEach(letter -> requests.append((char) letter));
        Trace trace = TestTraces.letters(requests.toString());

        for (int room = 1; room <= 3; room++) {
            assertThat(belady(trace, room)).as("%s in %d", requests, room).isEqualTo(best(trace, 0, 0, room));
        }
    }

    private static int best(Trace trace, int request, int cached, int room) {
        if (request == trace.length()) {
            return 0;
        }
        int asked = 1 << trace.item(request);
        if ((cached & asked) != 0) {
            return 1 + best(trace, request + 1, cached, room);
        }
        int best = best(trace, request + 1, cached, room);
        if (Integer.bitCount(cached) < room) {
            return Math.max(best, best(trace, request + 1, cached | asked, room));
        }
        for (int item = 0; item < trace.items(); item++) {
            int given = 1 << item;
            if ((cached & given) != 0) {
                best = Math.max(best, best(trace, request + 1, (cached & ~given) | asked, room));
            }
        }
        return best;
    }

    @Test
    void shouldGiveUpALargeItemForSmallOnes() {
        // A is as large as ten others and asked for as often as each of them
        TraceBuilder builder = new TraceBuilder("sizes");
        for (int round = 0; round < 5; round++) {
            builder.add("A", 10 * ITEM_BYTES - 51, TraceBuilder.UNTOLD);
            for (char small = 'b'; small < 'l'; small++) {
                builder.add(Character.toString(small), VALUE_BYTES, TraceBuilder.UNTOLD);
            }
        }
        Trace trace = builder.build();
        Items items = new Items(trace, ValueSizes.told(trace), 1);

        HitCounts counts = HitCounts.replay(items, new BeladyCache(items, 10 * ITEM_BYTES));

        assertThat(counts.hits()).isEqualTo(40);
        assertThat(counts.hitBytes()).isEqualTo(40L * VALUE_BYTES);
        assertThat(counts.requests()).isEqualTo(55);
    }

    @Test
    void shouldNeverStoreWhatIsLargerThanTheCache() {
        Trace trace = TestTraces.letters("aaaa");

        assertThat(HitCounts.replay(TestTraces.fixed(trace, VALUE_BYTES), new LruCache(items(trace), ITEM_BYTES - 1))
                        .hits())
                .isZero();
        assertThat(HitCounts.replay(TestTraces.fixed(trace, VALUE_BYTES), new BeladyCache(items(trace), ITEM_BYTES - 1))
                        .hits())
                .isZero();
    }

    @Test
    void shouldHitAlwaysWhereAllFits() {
        Trace trace = TestTraces.zipf(100, 2000, 7);
        Items items = TestTraces.fixed(trace, 1000);
        long hits = (long) trace.length() - trace.items();

        assertThat(HitCounts.replay(items, new LruCache(items, items.workingSetBytes()))
                        .hits())
                .isEqualTo(hits);
        assertThat(HitCounts.replay(items, new TinyLfuCache(items, items.workingSetBytes()))
                        .hits())
                .isEqualTo(hits);
        assertThat(HitCounts.replay(items, new BeladyCache(items, items.workingSetBytes()))
                        .hits())
                .isEqualTo(hits);
    }

    @Test
    void shouldStayWithinTheMemory() {
        Trace trace = TestTraces.zipf(500, 10_000, 3);
        Items items = new Items(trace, ValueSizes.mixed(trace, 1000), 1);
        long capacity = items.workingSetBytes() / 8;
        LruCache lru = new LruCache(items, capacity);
        HitCounts.replay(items, lru);

        // what LRU holds at the end are the last distinct requests that fit together
        boolean[] seen = new boolean[items.count()];
        long bytes = 0;
        for (int request = trace.length() - 1; request >= 0; request--) {
            int item = trace.item(request);
            if (!seen[item]) {
                seen[item] = true;
                bytes += items.bytes(item);
                if (bytes > capacity) {
                    break;
                }
                assertThat(lru.request(item)).as("item %d", item).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldRankPoliciesAsTheLiteratureDoes(long seed) {
        Trace trace = TestTraces.zipf(2000, 40_000, seed);
        Items items = TestTraces.fixed(trace, 1000);
        long capacity = items.workingSetBytes() / 16;

        double lru = HitCounts.replay(items, new LruCache(items, capacity)).hitRatio();
        double tinyLfu =
                HitCounts.replay(items, new TinyLfuCache(items, capacity)).hitRatio();
        double belady =
                HitCounts.replay(items, new BeladyCache(items, capacity)).hitRatio();

        assertThat(tinyLfu).isGreaterThan(lru).isLessThan(belady);
    }

    @Test
    void shouldFindTheNextRequests() {
        int never = Integer.MAX_VALUE;

        assertThat(TestTraces.letters("abacb").nextRequests()).isEqualTo(new int[] {2, 4, never, never, never});
        assertThat(Arrays.stream(TestTraces.letters("aaa").nextRequests())).containsExactly(1, 2, never);
    }

    private static Items items(Trace trace) {
        return TestTraces.fixed(trace, VALUE_BYTES);
    }

    private static long lru(Trace trace, int room) {
        return HitCounts.replay(items(trace), new LruCache(items(trace), (long) room * ITEM_BYTES))
                .hits();
    }

    private static long belady(Trace trace, int room) {
        return HitCounts.replay(items(trace), new BeladyCache(items(trace), (long) room * ITEM_BYTES))
                .hits();
    }
}
