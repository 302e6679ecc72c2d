/**
 * The kernel's memory calls, and the only place that knows JNA: {@link io.ebbcache.region.nativemem.NativeMemory} is
 * there on Linux and absent elsewhere. Imports nothing of ours.
 */
@NullMarked
package io.ebbcache.region.nativemem;

import org.jspecify.annotations.NullMarked;
