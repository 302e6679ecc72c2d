/**
 * Integration tests of what is shipped: they start the {@code ebb} launcher as a user would, in a process of its own, and
 * speak to it over the network. They import nothing of Ebb; what is not visible from outside is not tested here.
 */
@NullMarked
package io.ebbcache.deploy;

import org.jspecify.annotations.NullMarked;
