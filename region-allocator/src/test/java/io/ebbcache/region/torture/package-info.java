/**
 * Readers, writers and droppers at once, over values that prove themselves: no byte may be believed that was not
 * written. May import everything.
 */
@NullMarked
package io.ebbcache.region.torture;

import org.jspecify.annotations.NullMarked;
