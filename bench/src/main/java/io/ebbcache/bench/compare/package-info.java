/**
 * Ebb and memcached side by side on this machine: the same load on both, in turns, and the ratios of what came out. Imports
 * {@code bench.load}, {@code bench.process} and {@code bench.report}.
 */
@NullMarked
package io.ebbcache.bench.compare;

import org.jspecify.annotations.NullMarked;
