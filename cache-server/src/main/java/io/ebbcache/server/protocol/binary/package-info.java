/**
 * The binary protocol: from received packets to commands and from their outcome to packets, with authentication by SASL
 * PLAIN. May import {@code io.ebbcache.server.command}, Agrona and Netty's buffers.
 */
@NullMarked
package io.ebbcache.server.protocol.binary;

import org.jspecify.annotations.NullMarked;
