/**
 * What an application works with: typed values, asynchronous or blocking, loading, namespaces. Imports {@code operation} and {@code codec}.
 */
@NullMarked
package io.ebbcache.client.cache;

import org.jspecify.annotations.NullMarked;
