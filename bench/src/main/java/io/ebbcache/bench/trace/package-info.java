/**
 * Replay of recorded and synthetic traces, against the store in this JVM or against a server, to measure hit ratios. May
 * import everything.
 */
@NullMarked
package io.ebbcache.bench.trace;

import org.jspecify.annotations.NullMarked;
