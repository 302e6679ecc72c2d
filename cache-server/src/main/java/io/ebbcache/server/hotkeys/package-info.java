/**
 * Which keys take a large share of a node's requests: a sample of them is counted in a sketch of bounded size. May import {@code
 * io.ebbcache.store}, Agrona and DataSketches.
 */
@NullMarked
package io.ebbcache.server.hotkeys;

import org.jspecify.annotations.NullMarked;
