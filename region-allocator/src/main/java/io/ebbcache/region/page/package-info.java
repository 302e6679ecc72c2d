/**
 * The tagged page: its layout, the writer that tags first, and the one checked reader of droppable memory. May import
 * {@code mapping}.
 */
@NullMarked
package io.ebbcache.region.page;

import org.jspecify.annotations.NullMarked;
