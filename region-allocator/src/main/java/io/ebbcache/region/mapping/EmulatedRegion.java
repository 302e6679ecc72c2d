package io.ebbcache.region.mapping;

import io.ebbcache.region.nativemem.Advice;
import io.ebbcache.region.nativemem.MapType;
import io.ebbcache.region.nativemem.NativeMemory;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Optional;
import org.agrona.UnsafeApi;

/**
 * Ordinary memory that behaves like droppable memory: the process drops pages itself, the oldest sealed first, when it is
 * told that memory runs short. Where the platform can map memory, what was dropped goes back to it; elsewhere the region
 * keeps what it has touched.
 *
 * <p>Which pages were sealed, in which order, and which are gone is known from the books kept here, not from the kernel. A
 * page that was never written counts as there.
 *
 * <p>Where the platform can map memory any page can be dropped; elsewhere only sealed ones: there a page is cleared word by
 * word, which must not meet with a writer's tag and payload.
 */
final class EmulatedRegion implements Region {

    private static final int PAGE_BYTES = 4096;

    private final Optional<NativeMemory> memory;
    private final Mapping mapping;
    private final int pageBytes;

    /** Ranges in the order they were sealed. Guarded by this. */
    private final ArrayDeque<Range> sealed = new ArrayDeque<>();

    /** Pages that were dropped or discarded. Guarded by this. */
    private final BitSet gone = new BitSet();

    private record Range(long offset, long length) {
        boolean overlaps(long otherOffset, long otherLength) {
            return offset < otherOffset + otherLength && otherOffset < offset + length;
        }
    }

    EmulatedRegion(Optional<NativeMemory> memory, long length) {
        this.memory = memory;
        this.pageBytes = memory.map(NativeMemory::pageBytes).orElse(PAGE_BYTES);
        this.mapping = memory.map(m -> privateMapping(m, length)).orElseGet(() -> allocated(length));
    }

    private static Mapping privateMapping(NativeMemory memory, long length) {
        Mapping mapping = Mapping.map(memory, MapType.PRIVATE, length);
        memory.tryAdvise(mapping.address(), length, Advice.WIPEONFORK);
        memory.tryAdvise(mapping.address(), length, Advice.DONTDUMP);
        memory.tryAdvise(mapping.address(), length, Advice.NOHUGEPAGE);
        return mapping;
    }

    private static Mapping allocated(long length) {
        long alignment = 2L << 20;
        long address = UnsafeApi.allocateMemory(length + alignment);
        return new Mapping((address + alignment - 1) & -alignment, length, address);
    }

    @Override
    public RegionKind kind() {
        return RegionKind.EMULATED;
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
        return pageBytes;
    }

    @Override
    public synchronized void seal(long offset, long length) {
        sealed.addLast(new Range(offset, length));
    }

    @Override
    public synchronized void discard(long offset, long length) {
        sealed.removeIf(range -> range.overlaps(offset, length));
        clear(offset, length);
        gone.clear(page(offset), page(offset + length));
    }

    @Override
    public void populate(long offset, long length) {
        memory.ifPresent(m -> m.tryAdvise(mapping.address() + offset, length, Advice.POPULATE_WRITE));
    }

    @Override
    public synchronized void drop(long offset, long length) {
        if (memory.isPresent()) {
            take(offset, offset + length);
            return;
        }
        for (Range range : sealed) {
            if (range.overlaps(offset, length)) {
                take(Math.max(offset, range.offset), Math.min(offset + length, range.offset + range.length));
            }
        }
    }

    @Override
    public synchronized long relieve(long bytes) {
        long given = 0;
        while (given < bytes && !sealed.isEmpty()) {
            Range range = sealed.removeFirst();
            int pages = page(range.length);
            int alreadyGone =
                    gone.get(page(range.offset), page(range.offset) + pages).cardinality();
            take(range.offset, range.offset + range.length);
            given += (long) (pages - alreadyGone) * pageBytes;
        }
        return given;
    }

    @Override
    public synchronized void presence(long offset, long length, PresenceVisitor visitor) {
        int end = page(offset + length);
        int from = gone.nextClearBit(page(offset));
        while (from < end) {
            int to = gone.nextSetBit(from);
            to = to < 0 ? end : Math.min(to, end);
            visitor.present((long) from * pageBytes, (long) (to - from) * pageBytes, false);
            from = gone.nextClearBit(to);
        }
    }

    @Override
    public void close() {
        memory.ifPresentOrElse(mapping::unmap, () -> UnsafeApi.freeMemory(mapping.mappedAddress()));
    }

    private void take(long from, long to) {
        clear(from, to - from);
        gone.set(page(from), page(to));
    }

    private int page(long offset) {
        return Math.toIntExact(offset / pageBytes);
    }

    private void clear(long offset, long length) {
        if (memory.isPresent()) {
            memory.get().advise(mapping.address() + offset, length, Advice.DONTNEED);
            return;
        }
        for (long at = offset; at < offset + length; at += PAGE_BYTES) {
            clearPage(mapping.address() + at);
        }
    }

    /** The first word first: a reader that saw any of the zeros behind it must then see it gone too. */
    private static void clearPage(long address) {
        UnsafeApi.putLongVolatile(null, address, 0);
        UnsafeApi.storeFence();
        UnsafeApi.setMemory(address + Long.BYTES, PAGE_BYTES - Long.BYTES, (byte) 0);
    }
}
