/**
 * Integration tests of what is shipped: they start the {@code ebb} launcher as a user would, in a process of its own, and
 * speak to it over the network. Of Ebb they import nothing but what the memory-pressure experiment makes: cgroups and
 * neighbours. What is not visible from outside is not tested here.
 */
@NullMarked
package io.ebbcache.deploy;

import org.jspecify.annotations.NullMarked;
