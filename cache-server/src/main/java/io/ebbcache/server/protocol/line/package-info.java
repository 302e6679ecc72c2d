/**
 * Lines of text, as the text and the meta protocol share them on the wire: search for their ends, tokens, numbers, and what
 * both protocols do with a value that a line announces. May import {@code io.ebbcache.server.command} and Agrona.
 */
@NullMarked
package io.ebbcache.server.protocol.line;

import org.jspecify.annotations.NullMarked;
