/**
 * How much memory this process may use, who says so, how much of it is left and whether anybody waits for it: control groups of both
 * versions and the machine; and how a cache shares it with others. Imports nothing of ours.
 */
@NullMarked
package io.ebbcache.store.pressure;

import org.jspecify.annotations.NullMarked;
