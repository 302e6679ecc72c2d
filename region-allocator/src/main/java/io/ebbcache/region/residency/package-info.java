/** What the kernel has left of a region: counted by segment, without touching a page. May import {@code mapping} and {@code segment}. */
@NullMarked
package io.ebbcache.region.residency;

import org.jspecify.annotations.NullMarked;
