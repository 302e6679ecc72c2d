/**
 * Who shares the keys: the words in which membership and routing speak of it. May import {@code io.ebbcache.client.ring}.
 */
@NullMarked
package io.ebbcache.server.cluster.ring;

import org.jspecify.annotations.NullMarked;
