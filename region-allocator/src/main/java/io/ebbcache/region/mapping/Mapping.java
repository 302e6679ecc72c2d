package io.ebbcache.region.mapping;

import io.ebbcache.region.nativemem.MapType;
import io.ebbcache.region.nativemem.NativeMemory;

/**
 * Mapped memory that starts at a multiple of 2 MiB: the kernel aligns to its pages only, so a little more is mapped.
 *
 * @param address where the usable part starts
 * @param length usable bytes
 * @param mappedAddress what the kernel returned
 */
record Mapping(long address, long length, long mappedAddress) {

    private static final long ALIGNMENT_BYTES = 2L << 20;

    static Mapping map(NativeMemory memory, MapType type, long length) {
        long mapped = memory.map(type, length + ALIGNMENT_BYTES);
        long aligned = (mapped + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
        return new Mapping(aligned, length, mapped);
    }

    void unmap(NativeMemory memory) {
        memory.unmap(mappedAddress, length + ALIGNMENT_BYTES);
    }
}
