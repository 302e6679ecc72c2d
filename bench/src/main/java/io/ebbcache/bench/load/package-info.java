/**
 * The load generator: many connections, a chosen mix of keys, sizes and commands, and latency measured without coordinated
 * omission. It speaks to any memcached-compatible server over the network; of this house it imports {@code bench.report} only.
 */
@NullMarked
package io.ebbcache.bench.load;

import org.jspecify.annotations.NullMarked;
