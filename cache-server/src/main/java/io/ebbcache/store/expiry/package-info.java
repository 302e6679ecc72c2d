/** Time as the store sees it: seconds, and memcached's rules for what an expiry means. Imports nothing of ours. */
@NullMarked
package io.ebbcache.store.expiry;

import org.jspecify.annotations.NullMarked;
