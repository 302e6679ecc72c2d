/**
 * A cluster on paper: how evenly a ring of up to a thousand nodes shares the keys, what moves when it changes, and what traffic its membership
 * makes, beside that of small real ones. Imports the client, the cluster, and of the measurements {@code report}.
 */
@NullMarked
package io.ebbcache.bench.ring;

import org.jspecify.annotations.NullMarked;
