/**
 * Turns the numbers of the other benchmark packages into tables and plots. The others import it; it imports none of them.
 */
@NullMarked
package io.ebbcache.bench.report;

import org.jspecify.annotations.NullMarked;
