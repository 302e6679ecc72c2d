/**
 * A view of a running node in a terminal: it asks for statistics over the text protocol, as anybody may, so a plain memcached can be
 * viewed too as far as it tells. May import figures only; only the command line imports it.
 */
@NullMarked
package io.ebbcache.server.top;

import org.jspecify.annotations.NullMarked;
