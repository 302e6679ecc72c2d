package io.ebbcache.bench.faults;

import org.jspecify.annotations.Nullable;

/**
 * A read that was judged.
 *
 * @param missed the write by which it was judged
 * @param readRing of the node that was read from; null if not known
 * @param writeRing of the node that was written to; null if not known
 * @param owner the node that has the key in the reader's ring; empty if not known
 */
record Finding(
        Verdict verdict,
        Suspect suspect,
        Operation missed,
        @Nullable RingId readRing,
        @Nullable RingId writeRing,
        String owner,
        String reason) {}
