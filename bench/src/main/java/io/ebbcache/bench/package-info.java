/**
 * The program {@code ebb bench}: puts the measurements together under one command line. May import everything; nothing
 * imports it.
 */
@NullMarked
package io.ebbcache.bench;

import org.jspecify.annotations.NullMarked;
