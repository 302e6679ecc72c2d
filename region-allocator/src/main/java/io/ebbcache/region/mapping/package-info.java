/**
 * A region is one mapping that values lie in. Three kinds of them differ in who takes pages back and when; which one a
 * machine can have is found out by trying. May import {@code nativemem}.
 */
@NullMarked
package io.ebbcache.region.mapping;

import org.jspecify.annotations.NullMarked;
