/** Which segment is given up when room is needed. Reads ordinary memory only. May import {@code io.ebbcache.region.segment}. */
@NullMarked
package io.ebbcache.store.eviction;

import org.jspecify.annotations.NullMarked;
