/**
 * The memory-pressure experiment: a cache and a hungry neighbour under one memory limit, and what both of them notice of it.
 * May import everything, {@code bench.load} and {@code bench.report} first of all.
 */
@NullMarked
package io.ebbcache.bench.pressure;

import org.jspecify.annotations.NullMarked;
