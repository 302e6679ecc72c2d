package io.ebbcache.region.mapping;

import io.ebbcache.region.nativemem.Advice;
import io.ebbcache.region.nativemem.MapType;
import io.ebbcache.region.nativemem.NativeMemory;
import io.ebbcache.region.nativemem.PageMapScan;
import java.util.Optional;
import java.util.function.Supplier;

/** The two kinds whose pages the kernel takes: they differ in the type of mapping only. */
final class MappedRegion implements Region {

    private final NativeMemory memory;
    private final RegionKind kind;
    private final Mapping mapping;
    private final Optional<PageMapScan> scan;

    /** @throws io.ebbcache.region.nativemem.NativeCallException if this kernel cannot do what the kind needs */
    MappedRegion(NativeMemory memory, RegionKind kind, long length) {
        this(memory, kind, length, PageMapScan::open);
    }

    /** @param openScan opens what finds the pages that are there; where it gives nothing, {@code mincore} finds them */
    MappedRegion(NativeMemory memory, RegionKind kind, long length, Supplier<Optional<PageMapScan>> openScan) {
        this.memory = memory;
        this.kind = kind;
        this.mapping = Mapping.map(memory, kind == RegionKind.DROPPABLE ? MapType.DROPPABLE : MapType.PRIVATE, length);
        if (kind == RegionKind.LAZY_FREE) {
            // what MAP_DROPPABLE brings with it; kernels before 4.14 lack the first of them
            memory.tryAdvise(mapping.address(), length, Advice.WIPEONFORK);
            memory.tryAdvise(mapping.address(), length, Advice.DONTDUMP);
        }
        // a huge page would be dropped, or kept by a single read, as a whole
        memory.tryAdvise(mapping.address(), length, Advice.NOHUGEPAGE);
        this.scan = openScan.get();
    }

    @Override
    public RegionKind kind() {
        return kind;
    }

    @Override
    public long address() {
        return mapping.address();
    }

    @Override
    public long length() {
        return mapping.length();
    }

    @Override
    public int pageBytes() {
        return memory.pageBytes();
    }

    @Override
    public void seal(long offset, long length) {
        memory.advise(mapping.address() + offset, length, Advice.FREE);
    }

    @Override
    public void discard(long offset, long length) {
        memory.advise(mapping.address() + offset, length, Advice.DONTNEED);
    }

    @Override
    public void populate(long offset, long length) {
        memory.tryAdvise(mapping.address() + offset, length, Advice.POPULATE_WRITE);
    }

    @Override
    public void drop(long offset, long length) {
        memory.advise(mapping.address() + offset, length, Advice.PAGEOUT);
    }

    @Override
    public long relieve(long bytes) {
        return 0;
    }

    @Override
    public void presence(long offset, long length, PresenceVisitor visitor) {
        long start = mapping.address() + offset;
        if (scan.isEmpty()) {
            visitInCore(offset, length, visitor);
            return;
        }
        scan.get()
                .scan(
                        start,
                        start + length,
                        (from, to, zeroPages) -> visitor.present(from - mapping.address(), to - from, zeroPages));
    }

    /** For kernels before 6.7: does not tell pages of zeros apart. */
    private void visitInCore(long offset, long length, PresenceVisitor visitor) {
        byte[] pages = memory.inCore(mapping.address() + offset, length);
        int pageBytes = memory.pageBytes();
        for (int i = 0; i < pages.length; i++) {
            if ((pages[i] & 1) != 0) {
                visitor.present(offset + (long) i * pageBytes, pageBytes, false);
            }
        }
    }

    @Override
    public void close() {
        scan.ifPresent(PageMapScan::close);
        mapping.unmap(memory);
    }
}
