package io.ebbcache.server.embedded;

import io.ebbcache.region.mapping.RegionChoice;
import io.ebbcache.store.StoreConfig;
import io.ebbcache.store.StorePolicy;
import io.ebbcache.store.pressure.MemoryLimit;

/**
 * How much of what this process may use is the cache's. Values may have all of it, for they make way; the index may not: it lies
 * beside the application's heap.
 */
final class EmbeddedMemory {

    /** What the JVM takes beside its heap: classes, code, stacks. */
    private static final long JVM_BYTES = 128L << 20;

    /** The books of index and segments may take this part of the heap each. */
    private static final int HEAP_DIVISOR = 16;

    private EmbeddedMemory() {}

    /**
     * The store for a configuration.
     *
     * @throws IllegalArgumentException if there is too little memory, or no such region here; the message says what is needed
     */
    static StoreConfig plan(EmbeddedConfig config) {
        return plan(
                config,
                MemoryLimit.ofThisProcess().bytes(),
                Runtime.getRuntime().maxMemory());
    }

    static StoreConfig plan(EmbeddedConfig config, long processBytes, long heapBytes) {
        long booksBytes = heapBytes / HEAP_DIVISOR;
        long wanted = config.memoryBytes().orElse(processBytes);
        long values = Math.min(Math.min(wanted, processBytes), StoreConfig.largestCapacityBytes(booksBytes));
        long leastValues = StoreConfig.minCapacityBytes(config.largestItemBytes(), config.lanes());
        long besideHeap = Math.max(0, processBytes - heapBytes - JVM_BYTES - leastValues);
        long usual = Math.min(values, besideHeap) / StoreConfig.INDEX_DIVISOR;
        long held = StoreConfig.largestIndexBytes(values, booksBytes);
        long index = Math.max(StoreConfig.minIndexBytes(values), Math.min(usual, held));
        return new StoreConfig(
                RegionChoice.probe(config.region().orElse(null)),
                values,
                index,
                config.largestItemBytes(),
                new StorePolicy(true, true, false),
                config.lanes());
    }
}
