/**
 * A cache manager for Spring, where it is on the class path. Imports {@code cache}, {@code codec} and {@code operation}.
 */
@NullMarked
package io.ebbcache.client.spring;

import org.jspecify.annotations.NullMarked;
