package io.ebbcache.bench.pressure;

import java.time.Duration;

/**
 * What the neighbour does at a moment.
 *
 * @param at since it began
 * @param bytes what it holds from then on
 */
record Move(Duration at, long bytes) {}
