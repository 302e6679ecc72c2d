/** Readers, writers and droppers at once, over values that prove themselves: no byte may be believed that was not written. */
@NullMarked
package io.ebbcache.region.torture;

import org.jspecify.annotations.NullMarked;
