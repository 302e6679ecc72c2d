package io.ebbcache.store.index;

import io.ebbcache.region.nativemem.Advice;
import io.ebbcache.region.nativemem.MapType;
import io.ebbcache.region.nativemem.NativeMemory;
import java.util.Optional;
import org.agrona.UnsafeApi;

/**
 * A range of addresses that take memory only as far as they are written, and, where the platform can map memory, can give it
 * back and be used again. All of it stays readable until {@link #close}.
 */
final class ReservedRange implements AutoCloseable {

    private static final int CACHE_LINE_BYTES = 64;

    private final Optional<NativeMemory> memory;
    private final long length;
    private final long mappedAddress;

    /** @throws io.ebbcache.region.nativemem.NativeCallException if the kernel refuses the length */
    ReservedRange(Optional<NativeMemory> memory, long length) {
        this.memory = memory;
        this.length = length;
        this.mappedAddress = memory.map(m -> m.map(MapType.PRIVATE, length))
                .orElseGet(() -> UnsafeApi.allocateMemory(length + CACHE_LINE_BYTES));
    }

    /** Where it starts, at a cache line. */
    long address() {
        return (mappedAddress + CACHE_LINE_BYTES - 1) & -CACHE_LINE_BYTES;
    }

    /** Whether {@link #giveBack} has an effect. */
    boolean givesBack() {
        return memory.isPresent();
    }

    /** Gives the memory of a part back to the system; the part reads as zeros afterwards. In bytes, whole pages. */
    void giveBack(long offset, long bytes) {
        memory.ifPresent(m -> m.advise(mappedAddress + offset, bytes, Advice.DONTNEED));
    }

    @Override
    public void close() {
        memory.ifPresentOrElse(m -> m.unmap(mappedAddress, length), () -> UnsafeApi.freeMemory(mappedAddress));
    }
}
