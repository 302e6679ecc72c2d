/**
 * What a machine offers to a cache in droppable memory, found out by reading the kernel's files and by trying. May import the regions,
 * the store's view of memory and the network's of transports; only the command line imports it.
 */
@NullMarked
package io.ebbcache.server.doctor;

import org.jspecify.annotations.NullMarked;
