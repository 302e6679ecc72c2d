package io.ebbcache.bench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ebbcache.bench.trace.TraceFigures.Replay;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplaysTest {

    /** What Ebb needs at least for small items is 14 MiB, and so much is given up ahead of need that it counts. */
    private static final List<MemorySize> SIZES = List.of(MemorySize.parse("1/8"), MemorySize.parse("1"));

    private static final long SMALLEST_BYTES = 32L << 20;

    private final Trace trace = TestTraces.zipf(4000, 20_000, 42);

    @Test
    void shouldReplayAgainstTheStore() throws IOException, InterruptedException {
        TraceFigures figures = replay(new Caches(false, false), mixed());

        Replay small = of(figures, CacheSystem.EBB, "1/8");
        Replay belady = of(figures, CacheSystem.BELADY, "1/8");
        assertThat(small.hitRatio()).isPositive().isLessThan(belady.hitRatio());
        assertThat(small.remarks()).isEmpty();
        // all fits but for what is kept free
        Replay large = of(figures, CacheSystem.EBB, "1");
        assertThat(large.hitRatio())
                .isGreaterThan(0.9 * of(figures, CacheSystem.LRU, "1").hitRatio());
    }

    @Test
    void shouldGiveEverySystemTheSameMemory() throws IOException, InterruptedException {
        Items items = mixed();
        TraceFigures figures = replay(new Caches(false, false), items);

        assertThat(figures.replays()).hasSize(SIZES.size() * (CacheSystem.values().length - 1));
        assertThat(figures.replays())
                .filteredOn(replay -> replay.memory().equals("1/8"))
                .allSatisfy(replay ->
                        assertThat(replay.memoryBytes()).isEqualTo(SIZES.get(0).bytesOf(items.workingSetBytes())));
        assertThat(figures.scale()).isEqualTo(items.scale());
        assertThat(figures.setting()).contains("20000 requests", "log-uniform", "times " + items.scale());
    }

    @Test
    void shouldReplayAgainstMemcached() throws IOException, InterruptedException {
        Caches caches = Caches.ofThisMachine(false);
        assumeTrue(caches.memcached(), "needs memcached (package memcached)");
        TraceFigures figures = new Replays(caches, List.of(CacheSystem.MEMCACHED, CacheSystem.LRU), mixed()).run(SIZES);

        Replay small = of(figures, CacheSystem.MEMCACHED, "1/8");
        double lru = of(figures, CacheSystem.LRU, "1/8").hitRatio();
        // a segmented LRU with fragmentation: near LRU on either side
        assertThat(small.hitRatio()).isBetween(lru * 0.8, lru * 1.1);
        assertThat(caches.versions(List.of(CacheSystem.MEMCACHED)).get("memcached"))
                .matches("\\d+\\.\\d+\\.\\d+.*");
    }

    /** It takes a page for each class of sizes that it meets, full or not. */
    @Test
    void shouldNotLetMemcachedTakeMoreThanTheOthers() throws IOException, InterruptedException {
        Caches caches = Caches.ofThisMachine(false);
        assumeTrue(caches.memcached(), "needs memcached (package memcached)");
        TraceBuilder builder = new TraceBuilder("late sizes");
        for (int i = 0; i < 9000; i++) {
            builder.add("small-" + i, 8_000, TraceBuilder.UNTOLD);
        }
        for (int bytes = 10_000; bytes < 400_000; bytes += bytes / 4) {
            builder.add("large-" + bytes, bytes, TraceBuilder.UNTOLD);
        }
        Trace lateSizes = builder.build();
        Items items = new Items(lateSizes, ValueSizes.told(lateSizes), 1);
        Replay replay = new Replays(caches, List.of(CacheSystem.MEMCACHED), items)
                .run(List.of(MemorySize.parse("64m")))
                .replays()
                .get(0);

        assertThat(replay.remarks())
                .singleElement()
                .asString()
                .startsWith("was given")
                .contains("has taken");
        String taken = replay.remarks().get(0).replaceAll(".*taken (\\d+) MiB", "$1");
        assertThat(Long.parseLong(taken)).isLessThanOrEqualTo(64);
    }

    @Test
    void shouldRefuseMemoryThatIsTooSmall() {
        Items items = mixed();

        assertThatThrownBy(() -> new Replays(new Caches(false, false), List.of(CacheSystem.EBB), items)
                        .run(List.of(MemorySize.parse("4m"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 MiB");
    }

    private Items mixed() {
        ValueSizes sizes = ValueSizes.mixed(trace, 1024);
        return new Items(trace, sizes, Items.scaleFor(trace, sizes, SIZES.get(0).share(), SMALLEST_BYTES));
    }

    private static TraceFigures replay(Caches caches, Items items) throws IOException, InterruptedException {
        return new Replays(caches, caches.systems(), items).run(SIZES);
    }

    private static Replay of(TraceFigures figures, CacheSystem system, String memory) {
        return figures.replays().stream()
                .filter(replay -> replay.system() == system && replay.memory().equals(memory))
                .findFirst()
                .orElseThrow();
    }
}
