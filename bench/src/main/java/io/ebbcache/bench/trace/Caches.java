package io.ebbcache.bench.trace;

import io.ebbcache.bench.load.ServerVersion;
import io.ebbcache.bench.process.ServerKind;
import io.ebbcache.bench.process.ServerProcess;
import io.ebbcache.bench.report.Machine;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes the caches that a trace is replayed against.
 *
 * @param memcached whether it is installed
 * @param overNetwork whether Ebb is a server, too
 */
record Caches(boolean memcached, boolean overNetwork) {

    private static final int CONNECTIONS = 16;
    private static final int PROBE_MEBIBYTES = 64;

    /** What this machine has. */
    static Caches ofThisMachine(boolean overNetwork) {
        return new Caches(ServerKind.MEMCACHED.program().isPresent(), overNetwork);
    }

    /** All that there are. */
    List<CacheSystem> systems() {
        return Arrays.stream(CacheSystem.values())
                .filter(system -> system != CacheSystem.MEMCACHED || memcached)
                .toList();
    }

    /** The versions of those that have one of their own. */
    Map<String, String> versions(List<CacheSystem> systems) throws IOException, InterruptedException {
        Map<String, String> versions = new TreeMap<>();
        if (systems.contains(CacheSystem.EBB)) {
            versions.put(CacheSystem.EBB.toString(), Machine.ebbVersion());
        }
        if (systems.contains(CacheSystem.MEMCACHED)) {
            try (ServerProcess server = ServerProcess.start(
                    ServerKind.MEMCACHED, 1, PROBE_MEBIBYTES, CONNECTIONS, UnaryOperator.identity())) {
                versions.put(CacheSystem.MEMCACHED.toString(), ServerVersion.ask(server.address()));
            }
        }
        return versions;
    }

    /** An empty cache that has so much memory for its items. */
    ReplayedCache open(CacheSystem system, Items items, ItemValues values, long memoryBytes)
            throws IOException, InterruptedException {
        return switch (system) {
            case EBB ->
                overNetwork
                        ? launch(ServerKind.EBB, items, values, memoryBytes)
                        : new EbbCache(items, values, memoryBytes);
            case MEMCACHED -> launch(ServerKind.MEMCACHED, items, values, memoryBytes);
            case LRU -> new LruCache(items, memoryBytes);
            case W_TINYLFU -> new TinyLfuCache(items, memoryBytes);
            case BELADY -> new BeladyCache(items, memoryBytes);
        };
    }

    private static ReplayedCache launch(ServerKind kind, Items items, ItemValues values, long memoryBytes)
            throws IOException, InterruptedException {
        List<String> itemLimit = List.of("-I", Integer.toString(items.maxItemBytes()));
        ServerProcess server = ServerProcess.start(
                kind,
                1,
                (int) (memoryBytes >> 20),
                CONNECTIONS,
                command -> Stream.concat(command.stream(), itemLimit.stream()).toList());
        try {
            return new LaunchedCache(items, values, server);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }
}
