package io.ebbcache.server.command;

import io.ebbcache.store.item.ValueSource;
import org.agrona.concurrent.UnsafeBuffer;

/** A value that lies in an array: a flyweight. */
final class HeapValue implements ValueSource {

    private static final byte[] NOTHING = {};

    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
    private byte[] bytes = NOTHING;

    HeapValue wrap(byte[] value) {
        bytes = value;
        return this;
    }

    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public void copyTo(int offset, long address, int count) {
        target.wrap(address, count);
        target.putBytes(0, bytes, offset, count);
    }
}
