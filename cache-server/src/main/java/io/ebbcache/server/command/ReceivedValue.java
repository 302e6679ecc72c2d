package io.ebbcache.server.command;

import io.ebbcache.store.item.ValueSource;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/** A value that lies whole in the received bytes: a flyweight, so it is stored straight from there. */
final class ReceivedValue implements ValueSource {

    private long address;
    private int length;

    ReceivedValue wrap(DirectBuffer buffer, int offset, int length) {
        this.address = buffer.addressOffset() + offset;
        this.length = length;
        return this;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void copyTo(int offset, long target, int count) {
        UnsafeApi.copyMemory(address + offset, target, count);
    }
}
