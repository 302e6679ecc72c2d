/**
 * Ebb and the packaged memcached are told the same, made up at random, and have to answer the same. May import the tests' servers
 * and clients in {@code io.ebbcache.server.net}.
 */
@NullMarked
package io.ebbcache.server.differential;

import org.jspecify.annotations.NullMarked;
