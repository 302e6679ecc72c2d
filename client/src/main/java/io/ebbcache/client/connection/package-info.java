/**
 * Pipelined connections to one node: sending in batches, timeouts, bounds, reconnecting. Imports {@code wire}, {@code operation} and
 * {@code ring}.
 */
@NullMarked
package io.ebbcache.client.connection;

import org.jspecify.annotations.NullMarked;
