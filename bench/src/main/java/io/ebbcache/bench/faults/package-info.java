/**
 * The fault experiment: a cluster of real nodes, a load through all of them that knows what may come back, and faults. May
 * import everything, {@code bench.load}, {@code bench.process} and {@code bench.report} first of all.
 */
@NullMarked
package io.ebbcache.bench.faults;

import org.jspecify.annotations.NullMarked;
