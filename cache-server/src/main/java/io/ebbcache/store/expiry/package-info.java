/**
 * Time as the store sees it: seconds, memcached's rules for what an expiry means, classes of like times to live, and when all of a
 * segment is over. May import {@code io.ebbcache.region.segment}.
 */
@NullMarked
package io.ebbcache.store.expiry;

import org.jspecify.annotations.NullMarked;
