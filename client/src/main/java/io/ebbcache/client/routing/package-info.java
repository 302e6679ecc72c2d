/**
 * Which node gets a request, and which one when that is down. Imports all of the client but its public API.
 */
@NullMarked
package io.ebbcache.client.routing;

import org.jspecify.annotations.NullMarked;
