/**
 * How values become bytes and flags, and back. Imports nothing of Ebb.
 */
@NullMarked
package io.ebbcache.client.codec;

import org.jspecify.annotations.NullMarked;
