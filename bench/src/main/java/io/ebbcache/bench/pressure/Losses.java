package io.ebbcache.bench.pressure;

/**
 * Items that a server gave up, by its own account.
 *
 * @param evicted by itself
 * @param dropped by the kernel, as far as somebody asked for them since
 */
record Losses(long evicted, long dropped) {
    static final Losses NONE = new Losses(0, 0);

    Losses plus(Losses other) {
        return new Losses(evicted + other.evicted, dropped + other.dropped);
    }

    Losses minus(Losses other) {
        return new Losses(evicted - other.evicted, dropped - other.dropped);
    }
}
