/**
 * The servers that are measured, as processes: started on a free port, tied to processors, asked what they used. The other
 * benchmark packages import it; it imports none of them.
 */
@NullMarked
package io.ebbcache.bench.process;

import org.jspecify.annotations.NullMarked;
