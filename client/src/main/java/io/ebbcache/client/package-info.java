/**
 * The public API of the Java client and what stands behind it: connections, requests and replies, discovery, codecs. Of Ebb
 * it imports {@code client.ring} only; the server is never on its class path.
 */
@NullMarked
package io.ebbcache.client;

import org.jspecify.annotations.NullMarked;
