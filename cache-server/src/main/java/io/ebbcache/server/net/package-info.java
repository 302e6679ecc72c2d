/**
 * The network: listeners, event loops, connections, and the bounds on what they may hold. May import
 * {@code io.ebbcache.server.protocol}, {@code io.ebbcache.server.command} and Netty.
 */
@NullMarked
package io.ebbcache.server.net;

import org.jspecify.annotations.NullMarked;
