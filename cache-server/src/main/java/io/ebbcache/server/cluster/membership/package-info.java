/**
 * Who is alive, over JGroups, and what follows from it for the ring. May import {@code io.ebbcache.server.cluster.ring} and {@code
 * io.ebbcache.server.command}.
 */
@NullMarked
package io.ebbcache.server.cluster.membership;

import org.jspecify.annotations.NullMarked;
