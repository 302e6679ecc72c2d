/**
 * How requests and replies look on the wire: memcached's meta protocol, and its text protocol for servers that do not have it. Imports
 * {@code operation} only.
 */
@NullMarked
package io.ebbcache.client.wire;

import org.jspecify.annotations.NullMarked;
