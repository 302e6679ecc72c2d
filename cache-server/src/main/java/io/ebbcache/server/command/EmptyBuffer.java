package io.ebbcache.server.command;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A buffer of no bytes, for fields that have nothing to point at yet. */
public final class EmptyBuffer {

    public static final DirectBuffer INSTANCE = new UnsafeBuffer(0, 0);

    private EmptyBuffer() {}
}
