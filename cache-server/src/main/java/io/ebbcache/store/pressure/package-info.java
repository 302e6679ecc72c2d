/**
 * How much memory this process may use, who says so, and how much of it is left: control groups of both versions and
 * the machine. Imports nothing of ours.
 */
@NullMarked
package io.ebbcache.store.pressure;

import org.jspecify.annotations.NullMarked;
