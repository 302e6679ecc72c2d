package io.ebbcache.region.torture;

import io.ebbcache.region.page.OffHeap;
import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.page.ProvenBytes;
import io.ebbcache.region.segment.Location;
import io.ebbcache.region.segment.SegmentPool;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Reads values of an arena, whole or in part, and compares every byte of those that it is told to believe. */
final class ArenaReader implements AutoCloseable {

    /** A location holds eight bits of the generation: older ones must be forgotten in time, as the store does. */
    private static final long FORGOTTEN_AFTER_USES = 128;

    /** Of so many reads one says where it reads; long ones are struck almost surely then. */
    private static final int ANNOUNCED = 2;

    private final Arena arena;
    private final int thread;
    private final SplittableRandom random;
    private final OffHeap target = new OffHeap(ArenaWriter.MAX_BYTES);

    ArenaReader(Arena arena, int thread, SplittableRandom random) {
        this.arena = arena;
        this.thread = thread;
        this.random = random;
    }

    void read() {
        int slot = longerOf(random.nextInt(Arena.SLOTS), random.nextInt(Arena.SLOTS));
        StoredValue stored = arena.table.get(slot);
        if (stored == null) {
            return;
        }
        boolean there = true;
        if (stored.location() != Location.NONE) {
            there = readAt(stored);
        }
        for (StoredValue.Part part : stored.parts()) {
            there &= readPart(stored, part);
        }
        if (!there && random.nextInt(4) > 0) {
            arena.table.compareAndSet(slot, stored, null);
        }
    }

    /** Long values are rarer, as they are dropped sooner, but they are what is hit in the middle of a copy. */
    private int longerOf(int slot, int other) {
        return length(arena.table.get(slot)) > length(arena.table.get(other)) ? slot : other;
    }

    private static int length(@Nullable StoredValue stored) {
        return stored == null ? 0 : stored.length();
    }

    private boolean readAt(StoredValue stored) {
        int segment = Location.segment(stored.location());
        if (arena.pool.uses(segment) - stored.uses() > FORGOTTEN_AFTER_USES) {
            return false;
        }
        int skip = skip(stored.length());
        int length = length(stored.length() - skip);
        announce(segment, Location.position(stored.location()), skip, length);
        boolean accepted = arena.pool.read(stored.location(), skip, target.address(), length);
        return check(accepted, stored, skip, length);
    }

    private boolean readPart(StoredValue stored, StoredValue.Part part) {
        int skip = skip(part.length());
        int length = length(part.length() - skip);
        announce(SegmentPool.segmentOf(part.tag()), part.position(), skip, length);
        boolean accepted = arena.pool.read(part.tag(), part.position(), skip, target.address(), length);
        return check(accepted, stored, part.offset() + skip, length);
    }

    private int skip(int length) {
        return random.nextBoolean() ? 0 : random.nextInt(length);
    }

    private int length(int most) {
        return random.nextBoolean() ? most : 1 + random.nextInt(most);
    }

    private void announce(int segment, int position, int skip, int length) {
        if (random.nextInt(ANNOUNCED) > 0) {
            return;
        }
        int somewhere = PageLayout.advance(position, skip + random.nextInt(length));
        arena.spots.announce(thread, arena.offset(segment, somewhere));
    }

    private boolean check(boolean accepted, StoredValue stored, int offset, int length) {
        if (!accepted) {
            arena.figures.rejected.increment();
            return false;
        }
        arena.figures.accept(length);
        int wrong = stored.value().firstWrong(offset, target.address(), length);
        if (wrong != ProvenBytes.NONE) {
            arena.figures.wrong("byte " + wrong + " of " + length + " read from " + offset + " on of " + stored);
        }
        return true;
    }

    @Override
    public void close() {
        target.close();
    }
}
