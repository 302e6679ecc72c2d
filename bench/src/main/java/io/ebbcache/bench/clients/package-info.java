/**
 * Java clients of memcached beside each other: each in a JVM and on a processor of its own, in turns, at the same server. Imports the
 * client, and of the measurements {@code process} and {@code report}.
 */
@NullMarked
package io.ebbcache.bench.clients;

import org.jspecify.annotations.NullMarked;
