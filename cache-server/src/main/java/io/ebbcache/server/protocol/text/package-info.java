/**
 * The classic text protocol: from received bytes to commands and from their outcome to the words of memcached. May import
 * {@code io.ebbcache.server.command}, the packages {@code line} and {@code meta} beside it, and Agrona.
 */
@NullMarked
package io.ebbcache.server.protocol.text;

import org.jspecify.annotations.NullMarked;
