/**
 * Which protocol a connection speaks, and who it is where that matters; what follows is the business of one of the packages
 * below. May import these, {@code io.ebbcache.server.command} and Agrona.
 */
@NullMarked
package io.ebbcache.server.protocol;

import org.jspecify.annotations.NullMarked;
