/**
 * JMH benchmarks of single steps: a page read and checked, a slot looked up, a request decoded. They may import everything,
 * down to the packages of the region allocator; nothing imports them.
 */
@NullMarked
package io.ebbcache.bench.micro;

import org.jspecify.annotations.NullMarked;
