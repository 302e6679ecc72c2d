/**
 * What those see who run a node: dashboard, metrics and health, over HTTP on a port and a thread of its own. May import the store, commands,
 * network, cluster, and the figures of the dashboard; only the launcher imports it.
 */
@NullMarked
package io.ebbcache.server.admin;

import org.jspecify.annotations.NullMarked;
