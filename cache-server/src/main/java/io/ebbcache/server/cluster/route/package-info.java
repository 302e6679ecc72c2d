/**
 * A node that answers for any key: it asks the node that has it. May import {@code io.ebbcache.server.cluster.ring}, {@code
 * io.ebbcache.client}, {@code io.ebbcache.server.command} and the store.
 */
@NullMarked
package io.ebbcache.server.cluster.route;

import org.jspecify.annotations.NullMarked;
