package io.ebbcache.region.segment;

import io.ebbcache.region.mapping.Region;
import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.page.PageReader;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.collections.IntArrayQueue;

/**
 * The segments of a region and their generations.
 *
 * <pre>
 *   free --acquire--> open --seal--> sealed --end--> free (discarded before it is opened again)
 * </pre>
 *
 * <p>A generation is one use of one segment. Its tag holds the number of uses and the number of the segment, so it is never 0
 * and never used twice. Law 1 of the page: before a segment is used again it is discarded, which also flushes stale address
 * translations on every CPU; only then is the new tag written. Ending a generation ends all that was written under it at
 * once, whether or not the pages are still there.
 *
 * <p>A {@link Location} holds eight bits of the generation. {@link #uses} lets whoever keeps locations see to it that none
 * survives until these come round.
 */
public final class SegmentPool {

    /** No segment. */
    public static final int NONE = -1;

    private static final int FREE = 0;
    private static final int OPEN = 1;
    private static final int SEALED = 2;

    private static final int SEGMENT_BITS = 20;

    private final Region region;
    private final int segments;
    private final AtomicIntegerArray states;
    private final AtomicLongArray uses;
    private final AtomicIntegerArray writtenPages;
    private final Occupancy occupancy;

    /** Free segments whose pages are in memory, zeroed, so that whoever writes them meets no page fault. Guarded by this. */
    private final IntArrayQueue populated = new IntArrayQueue(NONE);

    /** Free segments that read as zeros. Guarded by this. */
    private final IntArrayQueue ready = new IntArrayQueue(NONE);

    /** Free segments that still hold an ended generation. Guarded by this. */
    private final IntArrayQueue ended = new IntArrayQueue(NONE);

    /** Segments from this one on have never been used. Written under the lock. */
    private volatile int everUsed;

    /**
     * A pool over all of a region.
     *
     * @throws IllegalArgumentException if the region's length is no multiple of a segment's, or larger than 2 TiB
     */
    public SegmentPool(Region region) {
        long count = region.length() / SegmentLayout.SEGMENT_BYTES;
        if (region.length() % SegmentLayout.SEGMENT_BYTES != 0 || count < 1 || count > Location.MAX_SEGMENTS) {
            throw new IllegalArgumentException(
                    "a region of " + region.length() + " bytes cannot be divided into segments");
        }
        this.region = region;
        this.segments = (int) count;
        this.states = new AtomicIntegerArray(segments);
        this.uses = new AtomicLongArray(segments);
        this.writtenPages = new AtomicIntegerArray(segments);
        this.occupancy = new Occupancy(segments);
        for (int segment = 0; segment < segments; segment++) {
            uses.set(segment, 1);
            occupancy.restart(segment, 1);
        }
    }

    /** How many segments there are. */
    public int segments() {
        return segments;
    }

    /** How many are free. */
    public synchronized int free() {
        return populated.size() + ready.size() + ended.size() + segments - everUsed;
    }

    /** How many segments have been used at some time: those with the lowest numbers. The others have never held anything. */
    public int everUsed() {
        return everUsed;
    }

    /** What is alive in the segments. */
    public Occupancy occupancy() {
        return occupancy;
    }

    /** The region that the segments lie in. */
    public Region region() {
        return region;
    }

    /** Memory address of a segment. */
    public long address(int segment) {
        return region.address() + offset(segment);
    }

    /** The tag of the pages of a segment's present generation. */
    public long tag(int segment) {
        return uses.get(segment) << SEGMENT_BITS | segment;
    }

    /** How often a segment has been used. */
    public long uses(int segment) {
        return uses.get(segment);
    }

    /** A place in the present generation of a segment. */
    public long location(int segment, int position) {
        return Location.of(generationOf(tag(segment)), segment, position);
    }

    /** Whether a location is of the generation of its segment that ended last. */
    public boolean hasJustEnded(long location) {
        return Location.isOneLater(location(Location.segment(location), 0), location);
    }

    /** Whether a segment is sealed. */
    public boolean isSealed(int segment) {
        return states.get(segment) == SEALED;
    }

    /** Whether a segment is open or sealed. */
    public boolean isUsed(int segment) {
        return states.get(segment) != FREE;
    }

    /** Takes a free segment into use; it reads as zeros. {@link #NONE} where none is free. */
    public int acquire() {
        int segment;
        boolean discarded;
        synchronized (this) {
            segment = populated.isEmpty() ? ready.pollInt() : populated.pollInt();
            discarded = segment != NONE;
            if (!discarded) {
                segment = pollUndiscarded();
            }
        }
        if (segment == NONE) {
            return NONE;
        }
        if (!discarded) {
            discard(segment);
        }
        writtenPages.set(segment, 0);
        states.set(segment, OPEN);
        return segment;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private int pollUndiscarded() {
        if (!ended.isEmpty()) {
            return ended.pollInt();
        }
        return everUsed == segments ? NONE : everUsed++;
    }

    /** Discards ended segments ahead of their use, so memory that is free goes back to the system. */
    public void discardEnded() {
        while (discardOne()) {
            // whoever wants a segment meanwhile waits for one discard, which it would have to do itself
        }
    }

    /**
     * Keeps the pages of so many free segments in memory ahead of their use, and gives those of others back: one call for all pages of
     * a segment costs half of what as many page faults cost, and the writers are spared them.
     */
    public void keepPopulated(int count) {
        while (populateOne(count) || dropPopulated(count)) {
            // whoever wants a segment meanwhile waits for one, whose pages it would have to have brought in itself
        }
    }

    /** How many free segments have their pages in memory. */
    public synchronized int populated() {
        return populated.size();
    }

    private synchronized boolean populateOne(int count) {
        if (populated.size() >= count) {
            return false;
        }
        int segment = ready.pollInt();
        if (segment == NONE) {
            segment = pollUndiscarded();
            if (segment == NONE) {
                return false;
            }
            discard(segment);
        }
        region.populate(offset(segment), SegmentLayout.SEGMENT_BYTES);
        populated.addInt(segment);
        return true;
    }

    private synchronized boolean dropPopulated(int count) {
        if (populated.size() <= count) {
            return false;
        }
        int segment = populated.pollInt();
        discard(segment);
        ready.addInt(segment);
        return true;
    }

    private synchronized boolean discardOne() {
        int segment = ended.pollInt();
        if (segment == NONE) {
            return false;
        }
        discard(segment);
        ready.addInt(segment);
        return true;
    }

    /** How many pages of a segment, from its first, had been written when it was last sealed in part or in full. */
    public int writtenPages(int segment) {
        return writtenPages.get(segment);
    }

    void written(int segment, int pages) {
        writtenPages.set(segment, pages);
    }

    /** Says that an open segment will not be written any more. The writer has sealed its pages. */
    void sealed(int segment) {
        states.set(segment, SEALED);
    }

    /** Counts the parts of a value as dead, those whose segments have not ended since. */
    public void forgetParts(Extents extents) {
        for (int i = 0; i < extents.count(); i++) {
            // the whole tag: an old list may speak of a generation whose low bits have come round
            if (tag(segmentOf(extents.tag(i))) == extents.tag(i)) {
                occupancy.addPart(extents.location(i), -PageLayout.align(extents.length(i)));
            }
        }
    }

    /** Ends the generation of a sealed segment. Empty if it is not sealed (any more). */
    public Optional<EndedSegment> end(int segment) {
        if (!states.compareAndSet(segment, SEALED, FREE)) {
            return Optional.empty();
        }
        long next = uses.incrementAndGet(segment);
        long last = occupancy.restart(segment, (int) next & 0xFF);
        synchronized (this) {
            ended.addInt(segment);
        }
        return Optional.of(
                new EndedSegment(segment, Occupancy.items(last), Occupancy.fetchedItems(last), Occupancy.bytes(last)));
    }

    /**
     * Reads what was written at a location.
     *
     * @param skip bytes of it to leave out at its start
     * @param target address of {@code length} bytes of ordinary memory
     * @return false if its generation is over or a page was dropped; then the bytes at {@code target} mean nothing
     */
    public boolean read(long location, int skip, long target, int length) {
        int segment = Location.segment(location);
        long tag = tag(segment);
        if (generationOf(tag) != Location.generation(location)) {
            return false;
        }
        return read(tag, Location.position(location), skip, target, length);
    }

    /**
     * Reads what was written under a tag.
     *
     * @param tag a tag of this pool; it names the segment
     * @param position where the data starts
     * @param skip bytes of it to leave out at its start
     */
    public boolean read(long tag, int position, int skip, long target, int length) {
        int segment = segmentOf(tag);
        int from = skip == 0 ? position : PageLayout.advance(position, skip);
        return PageReader.read(address(segment), tag, from, target, length);
    }

    /** Number of the segment that a tag belongs to. */
    public static int segmentOf(long tag) {
        return (int) tag & (Location.MAX_SEGMENTS - 1);
    }

    /** The bits of the generation that locations hold. */
    static int generationOf(long tag) {
        return (int) (tag >>> SEGMENT_BITS) & 0xFF;
    }

    long offset(int segment) {
        return (long) segment * SegmentLayout.SEGMENT_BYTES;
    }

    private void discard(int segment) {
        region.discard(offset(segment), SegmentLayout.SEGMENT_BYTES);
    }
}
