/**
 * What an item is: its layout in the pages of a segment, the key it is asked for by, and the two ends between which a
 * value is copied. May import {@code io.ebbcache.region}.
 */
@NullMarked
package io.ebbcache.store.item;

import org.jspecify.annotations.NullMarked;
