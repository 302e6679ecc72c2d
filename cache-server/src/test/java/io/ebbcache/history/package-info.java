/** Records what several threads did at once, and decides whether it could have been one after the other. Imports nothing of ours. */
@NullMarked
package io.ebbcache.history;

import org.jspecify.annotations.NullMarked;
