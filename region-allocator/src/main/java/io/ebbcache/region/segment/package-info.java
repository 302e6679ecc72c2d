/**
 * A region divided into segments of 2 MiB, the unit in which memory is used, ended and used again: their pool and
 * generations, the writer that fills them, where things lie in them and how much of it is alive. May import {@code page}
 * and {@code mapping}.
 */
@NullMarked
package io.ebbcache.region.segment;

import org.jspecify.annotations.NullMarked;
