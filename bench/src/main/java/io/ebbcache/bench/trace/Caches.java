package io.ebbcache.bench.trace;

import io.ebbcache.bench.report.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the caches that a trace is replayed against.
 *
 * @param memcached where it is installed, if it is
 * @param overNetwork whether Ebb is a server, too
 */
record Caches(Optional<Path> memcached, boolean overNetwork) {

    /** Without a server of any kind. */
    static Caches withoutMemcached() {
        return new Caches(Optional.empty(), false);
    }

    /** All that there are on this machine. */
    List<CacheSystem> systems() {
        return Arrays.stream(CacheSystem.values())
                .filter(system -> system != CacheSystem.MEMCACHED || memcached.isPresent())
                .toList();
    }

    /** The versions of those that have one of their own. */
    Map<String, String> versions(List<CacheSystem> systems) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        for (CacheSystem system : systems) {
            switch (system) {
                case EBB -> versions.put(system.toString(), Machine.ebbVersion());
                case MEMCACHED -> versions.put(system.toString(), LocalServer.versionOf(memcached.orElseThrow()));
                case LRU, W_TINYLFU, BELADY -> {} // part of this program
            }
        }
        return versions;
    }

    /** An empty cache that has so much memory for its items. */
    ReplayedCache open(CacheSystem system, Items items, ItemValues values, long memoryBytes) throws IOException {
        return switch (system) {
            case EBB ->
                overNetwork
                        ? new LaunchedCache(items, values, LocalServer.startEbb(memoryBytes, items.maxItemBytes()))
                        : new EbbCache(items, values, memoryBytes);
            case MEMCACHED ->
                new LaunchedCache(
                        items,
                        values,
                        LocalServer.startMemcached(memcached.orElseThrow(), memoryBytes, items.maxItemBytes()));
            case LRU -> new LruCache(items, memoryBytes);
            case W_TINYLFU -> new TinyLfuCache(items, memoryBytes);
            case BELADY -> new BeladyCache(items, memoryBytes);
        };
    }
}
