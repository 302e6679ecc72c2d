/**
 * The cache within an application: a store in its own process, without a port, behind the client's API. May import the client's {@code
 * operation}, {@code codec} and {@code cache}, {@code io.ebbcache.server.command}, the store and the region.
 */
@NullMarked
package io.ebbcache.server.embedded;

import org.jspecify.annotations.NullMarked;
