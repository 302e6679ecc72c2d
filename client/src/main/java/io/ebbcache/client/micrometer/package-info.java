/**
 * Metrics for Micrometer, where it is on the class path. Imports {@code operation}.
 */
@NullMarked
package io.ebbcache.client.micrometer;

import org.jspecify.annotations.NullMarked;
