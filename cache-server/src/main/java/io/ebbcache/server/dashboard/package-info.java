/**
 * The figures behind the page for people: what the last minutes were like, what the segments hold, who else is in the cluster; as JSON. May import
 * the store, commands and hot keys; only {@code io.ebbcache.server.admin} imports it, which serves it, and the launcher.
 */
@NullMarked
package io.ebbcache.server.dashboard;

import org.jspecify.annotations.NullMarked;
