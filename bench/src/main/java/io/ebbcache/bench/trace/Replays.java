package io.ebbcache.bench.trace;

import io.ebbcache.bench.report.Progress;
import io.ebbcache.bench.trace.TraceFigures.Replay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Replays one trace against each system at each memory size. */
final class Replays {

    private static final double NANOS = 1e9;

    /** After so many, what is left of the excess is told in a remark. */
    private static final int MAX_ATTEMPTS = 4;

    private final Caches caches;
    private final List<CacheSystem> systems;
    private final Items items;

    Replays(Caches caches, List<CacheSystem> systems, Items items) {
        this.caches = caches;
        this.systems = systems;
        this.items = items;
    }

    /**
     * Runs one replay after the other.
     *
     * @throws IllegalArgumentException if a server cannot do with so little memory
     */
    TraceFigures run(List<MemorySize> sizes) throws IOException, InterruptedException {
        ItemValues values = new ItemValues(items);
        List<Replay> replays = new ArrayList<>();
        try (Progress progress = Progress.of(items.trace().name(), (long) sizes.size() * systems.size())) {
            for (MemorySize size : sizes) {
                for (CacheSystem system : systems) {
                    progress.note(system + ", " + size.label());
                    replays.add(replay(system, size, values));
                    progress.done(replays.size());
                }
            }
        }
        return new TraceFigures(
                items.trace().name(),
                items.trace().length(),
                items.count(),
                items.sizes().rule(),
                items.scale(),
                items.workingSetBytes(),
                replays);
    }

    /**
     * Replays until the system stays within the memory. memcached takes a page for the first item of each class of sizes even
     * beyond its limit, which is much of a small memory; it is then given less, down to two of the largest items.
     */
    private Replay replay(CacheSystem system, MemorySize size, ItemValues values)
            throws IOException, InterruptedException {
        long memoryBytes = size.bytesOf(items.workingSetBytes());
        long givenBytes = memoryBytes;
        int attempts = 0;
        while (true) {
            long begin = System.nanoTime();
            try (ReplayedCache cache = caches.open(system, items, values, givenBytes)) {
                HitCounts counts = HitCounts.replay(items, cache);
                long excess = cache.takenBytes() - memoryBytes;
                attempts++;
                long lessBytes = Math.max(givenBytes - excess, 2L * items.maxItemBytes());
                if (excess > 0 && lessBytes < givenBytes && attempts < MAX_ATTEMPTS) {
                    givenBytes = lessBytes;
                    continue;
                }
                List<String> remarks = new ArrayList<>(cache.remarks());
                if (givenBytes < memoryBytes || excess > 0) {
                    remarks.add("was given " + mib(givenBytes) + " and has taken " + mib(memoryBytes + excess));
                }
                return new Replay(
                        size.label(),
                        memoryBytes,
                        system,
                        counts.hitRatio(),
                        counts.byteHitRatio(),
                        counts.hits(),
                        (System.nanoTime() - begin) / NANOS,
                        remarks);
            }
        }
    }

    private static String mib(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
