/**
 * A node in its cluster: membership, what clients are told of it, forwarding. May import what is below it, {@code io.ebbcache.client}, {@code
 * io.ebbcache.server.command} and the store.
 */
@NullMarked
package io.ebbcache.server.cluster;

import org.jspecify.annotations.NullMarked;
