/** What the store counts: one enum that says what each counter means, and cells that one thread writes. Imports nothing of ours. */
@NullMarked
package io.ebbcache.store.stats;

import org.jspecify.annotations.NullMarked;
