/**
 * Which nodes there are: a fixed list, DNS, or what a node of the cluster says. Imports {@code ring} and {@code operation}.
 */
@NullMarked
package io.ebbcache.client.discovery;

import org.jspecify.annotations.NullMarked;
