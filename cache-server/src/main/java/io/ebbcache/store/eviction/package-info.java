/**
 * What is given up when room is needed: the order of the segments, what of each is worth keeping, and the memory of what was given
 * up. Reads ordinary memory only. May import {@code io.ebbcache.region.nativemem}.
 */
@NullMarked
package io.ebbcache.store.eviction;

import org.jspecify.annotations.NullMarked;
