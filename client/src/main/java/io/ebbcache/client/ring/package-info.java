/**
 * Places keys on nodes: consistent hashing as libmemcached's ketama does it, so that every client of a cluster asks the same
 * node for the same key. Imports nothing of Ebb.
 */
@NullMarked
package io.ebbcache.client.ring;

import org.jspecify.annotations.NullMarked;
