package io.ebbcache.region.page;

import org.agrona.UnsafeApi;

/** Zeroed ordinary memory outside the heap, for what is copied into and out of pages. */
public final class OffHeap implements AutoCloseable {

    private final long address;

    public OffHeap(int bytes) {
        address = UnsafeApi.allocateMemory(bytes);
        UnsafeApi.setMemory(address, bytes, (byte) 0);
    }

    public long address() {
        return address;
    }

    @Override
    public void close() {
        UnsafeApi.freeMemory(address);
    }
}
