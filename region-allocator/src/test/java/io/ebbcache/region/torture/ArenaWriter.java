package io.ebbcache.region.torture;

import io.ebbcache.region.page.OffHeap;
import io.ebbcache.region.page.PageSource;
import io.ebbcache.region.page.ProvenBytes;
import io.ebbcache.region.segment.Extents;
import io.ebbcache.region.segment.Location;
import io.ebbcache.region.segment.PartHead;
import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.region.segment.SegmentWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes values of 1 byte to 3 MiB, one after the other, into an arena and its table. */
final class ArenaWriter implements AutoCloseable {

    static final int MAX_BYTES = 3 << 20;

    private static final int MAX_HEAD_BYTES = 256;

    /** Of so many values one loses a page in the middle of its copy. */
    private static final int FRAGILE = 16;

    /** One of so many pages it says that it writes, and before one it takes another, where somebody reads or writes. */
    private static final int STRIKES = 32;

    private final Arena arena;
    private final int thread;
    private final SplittableRandom random;
    private final SegmentWriter writer;
    private final OffHeap head = new OffHeap(MAX_HEAD_BYTES);
    private final Extents extents = new Extents(MAX_BYTES);
    private long version;

    ArenaWriter(Arena arena, int thread, SplittableRandom random) {
        this.arena = arena;
        this.thread = thread;
        this.random = random;
        this.writer = new SegmentWriter(arena.pool, arena);
    }

    /** As many short values as long ones: the logarithm of the length is uniform. */
    static int length(SplittableRandom random) {
        return Math.min(MAX_BYTES, (int) Math.exp(random.nextDouble() * Math.log(MAX_BYTES + 1.0)));
    }

    void write() {
        int slot = random.nextInt(Arena.SLOTS);
        ProvenBytes value = new ProvenBytes((long) thread << 32 | slot, ++version);
        int length = length(random);
        boolean inOneRun = length <= SegmentLayout.PAYLOAD_BYTES && random.nextInt(4) > 0;
        arena.table.set(slot, inOneRun ? append(value, length) : appendExtents(value, length));
        arena.figures.written.increment();
    }

    void sealWritten() {
        writer.sealWritten();
    }

    private StoredValue append(ProvenBytes value, int length) {
        int headBytes = random.nextInt(1 + Math.min(length, MAX_HEAD_BYTES));
        value.copyTo(0, head.address(), headBytes);
        long location = writer.append(head.address(), headBytes, source(value, headBytes, length), length - headBytes);
        long uses = arena.pool.uses(Location.segment(location));
        return new StoredValue(value, length, location, uses, List.of());
    }

    private StoredValue appendExtents(ProvenBytes value, int length) {
        writer.appendExtents(PartHead.NONE, source(value, 0, length), length, extents);
        List<StoredValue.Part> parts = new ArrayList<>();
        int offset = 0;
        for (int part = 0; part < extents.count(); part++) {
            parts.add(new StoredValue.Part(extents.tag(part), extents.position(part), offset, extents.length(part)));
            offset += extents.length(part);
        }
        return new StoredValue(value, length, Location.NONE, 0, parts);
    }

    private PageSource source(ProvenBytes value, int start, int length) {
        int breaksAt = random.nextInt(FRAGILE) == 0 ? random.nextInt(length) : -1;
        FragileSource fragile = new FragileSource(value, start, breaksAt, arena.taker, random);
        return (offset, address, bytes) -> {
            switch (random.nextInt(STRIKES)) {
                case 0 -> arena.spots.announce(thread, arena.taker.offset(address));
                case 1 -> arena.strike(random);
                default -> {}
            }
            fragile.copyTo(offset, address, bytes);
        };
    }

    @Override
    public void close() {
        head.close();
        extents.close();
    }
}
