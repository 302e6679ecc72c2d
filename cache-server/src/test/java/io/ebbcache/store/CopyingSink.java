package io.ebbcache.store;

import io.ebbcache.store.item.Item;
import io.ebbcache.store.item.ValueSink;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps the value of the last hit. */
final class CopyingSink implements ValueSink, AutoCloseable {

    private final int maxBytes;
    private final long address;
    private int length;
    private boolean complete;
    private int flags;
    private long cas;

    CopyingSink(int maxBytes) {
        this.maxBytes = maxBytes;
        this.address = UnsafeApi.allocateMemory(maxBytes);
    }

    @Override
    public long begin(Item item) {
        if (item.valueLength() > maxBytes) {
            return NO_ROOM;
        }
        length = item.valueLength();
        flags = item.flags();
        cas = item.cas();
        complete = false;
        return address;
    }

    @Override
    public void complete() {
        complete = true;
    }

    @Override
    public void cancel() {
        complete = false;
        length = -1;
    }

    /** Puts the same byte everywhere. */
    void fill(byte value) {
        UnsafeApi.setMemory(address, maxBytes, value);
    }

    int flags() {
        return flags;
    }

    long cas() {
        return cas;
    }

    byte[] bytes() {
        if (!complete) {
            throw new IllegalStateException("no value");
        }
        byte[] bytes = new byte[length];
        new UnsafeBuffer(address, length).getBytes(0, bytes);
        return bytes;
    }

    String text() {
        return new String(bytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        UnsafeApi.freeMemory(address);
    }
}
