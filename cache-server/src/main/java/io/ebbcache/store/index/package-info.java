/**
 * Which items there are and where: a hash index in ordinary off-heap memory with lock-free reads. May import {@code
 * io.ebbcache.region}.
 */
@NullMarked
package io.ebbcache.store.index;

import org.jspecify.annotations.NullMarked;
