/**
 * The engine of the cache: a store that any number of threads use, each through its own lane. No network here, so it can be
 * embedded in any JVM. May import its sub-packages and {@code io.ebbcache.region}.
 */
@NullMarked
package io.ebbcache.store;

import org.jspecify.annotations.NullMarked;
