/**
 * What is asked of a cache and what it answers, whatever lies between: servers over a network, or a store in this process. Imports
 * nothing of Ebb.
 */
@NullMarked
package io.ebbcache.client.operation;

import org.jspecify.annotations.NullMarked;
