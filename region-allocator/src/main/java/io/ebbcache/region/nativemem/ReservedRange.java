package io.ebbcache.region.nativemem;

import java.util.Optional;
import org.agrona.UnsafeApi;

/**
 * Ordinary memory: a range of addresses that take memory only as far as they are written, and, where the platform can map memory, can give it
 * back and be used again. All of it stays readable until {@link #close}.
 */
public final class ReservedRange implements AutoCloseable {

    private static final int CACHE_LINE_BYTES = 64;

    private final Optional<NativeMemory> memory;
    private final long length;
    private final long mappedAddress;

    /**
     * Reserves addresses; they read as zeros where the platform can map memory.
     *
     * @param memory the platform's calls, if it has them
     * @param length in bytes
     * @throws NativeCallException if the kernel refuses the length
     */
    public ReservedRange(Optional<NativeMemory> memory, long length) {
        this.memory = memory;
        this.length = length;
        this.mappedAddress = memory.map(m -> m.map(MapType.PRIVATE, length))
                .orElseGet(() -> UnsafeApi.allocateMemory(length + CACHE_LINE_BYTES));
    }

    /** Where it starts, at a cache line. */
    public long address() {
        return (mappedAddress + CACHE_LINE_BYTES - 1) & -CACHE_LINE_BYTES;
    }

    /** Whether {@link #giveBack} has an effect. */
    public boolean givesBack() {
        return memory.isPresent();
    }

    /** Gives the memory of a part back to the system; the part reads as zeros afterwards. In bytes, whole pages. */
    public void giveBack(long offset, long bytes) {
        memory.ifPresent(m -> m.advise(mappedAddress + offset, bytes, Advice.DONTNEED));
    }

    @Override
    public void close() {
        memory.ifPresentOrElse(m -> m.unmap(mappedAddress, length), () -> UnsafeApi.freeMemory(mappedAddress));
    }
}
