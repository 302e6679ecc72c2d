/**
 * The meta protocol: commands of two letters with flags, on the same connections and in the same lines as the classic text
 * protocol, whose decoder calls this. May import {@code io.ebbcache.server.command}, the package {@code line} beside it, and
 * Agrona.
 */
@NullMarked
package io.ebbcache.server.protocol.meta;

import org.jspecify.annotations.NullMarked;
