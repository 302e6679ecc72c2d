/** Figures as people read them. Imports nothing of ours; whoever prints for people may import it. */
@NullMarked
package io.ebbcache.server.figures;

import org.jspecify.annotations.NullMarked;
