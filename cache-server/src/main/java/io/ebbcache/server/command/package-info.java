/**
 * Commands without a wire format, and the one place where they meet the store; what all protocols share lies here too:
 * the reply buffer, values that come in pieces, the budgets, the counters. May import {@code io.ebbcache.store}, {@code
 * io.ebbcache.server.hotkeys}, Agrona and Netty's buffers.
 */
@NullMarked
package io.ebbcache.server.command;

import org.jspecify.annotations.NullMarked;
