package io.ebbcache.server.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/** Where the memory of connections comes from: a pool for each event loop, without any on the heap. */
final class Buffers {

    /** What the pool takes from the system at once. */
    static final int CHUNK_BYTES = 4 * 1024 * 1024;

    private static final int PAGE_BYTES = 8 * 1024;
    private static final int CHUNK_ORDER = 9; // CHUNK_BYTES == PAGE_BYTES << CHUNK_ORDER

    private Buffers() {}

    static ByteBufAllocator forThreads(int threads) {
        return new PooledByteBufAllocator(
                true,
                0,
                threads,
                PAGE_BYTES,
                CHUNK_ORDER,
                PooledByteBufAllocator.defaultSmallCacheSize(),
                PooledByteBufAllocator.defaultNormalCacheSize(),
                false);
    }
}
