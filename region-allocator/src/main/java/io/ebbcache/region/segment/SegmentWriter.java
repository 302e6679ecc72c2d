package io.ebbcache.region.segment;

import io.ebbcache.region.page.PageLayout;
import io.ebbcache.region.page.PageSource;
import io.ebbcache.region.page.PageWriter;

/**
 * Appends to one open segment after the other, and seals them.
 *
 * <p>Law 6 of the page: a segment is sealed when it is full. One that fills slowly is sealed as far as it is written, in
 * runs of whole pages, and goes on at its next page ({@link #sealWritten}), so that an idle cache is sealed too.
 *
 * <p>One thread writes, another may seal; the lock between them is not contended otherwise.
 */
public final class SegmentWriter {

    /** Sealing costs the same for 4 as for 64 KiB; under load it is not worth a call for less. */
    private static final int MIN_SEAL_PAGES = (64 << 10) / PageLayout.PAGE_BYTES;

    /** How often data is written anew whose page was dropped under the pen. */
    private static final int ATTEMPTS = 4;

    private final SegmentPool pool;
    private final SegmentSupply supply;
    private final int sealUnitPages;
    private final PageWriter pages = new PageWriter();

    /** The open one; written under the lock. */
    private volatile int segment = SegmentPool.NONE;

    private long tag;
    private int sealedPages;

    public SegmentWriter(SegmentPool pool, SegmentSupply supply) {
        this.pool = pool;
        this.supply = supply;
        this.sealUnitPages = Math.max(1, pool.region().pageBytes() / PageLayout.PAGE_BYTES);
    }

    /**
     * Appends an item, a head and a body as one run of bytes within one segment, and counts it as alive.
     *
     * @param head address of the first part
     * @param body the second part; read from offset 0
     * @return where the head starts, or {@link Location#NONE} where no segment can be had
     * @throws IllegalArgumentException if both together are longer than a segment's payload
     */
    public synchronized long append(long head, int headBytes, PageSource body, int bodyBytes) {
        int bytes = headBytes + bodyBytes;
        if (bytes > SegmentLayout.PAYLOAD_BYTES) {
            throw new IllegalArgumentException(bytes + " bytes do not fit into a segment");
        }
        int start = PageLayout.firstPosition(0);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (!room(bytes)) {
                return Location.NONE;
            }
            start = pages.position();
            pages.write(head, headBytes);
            pages.write(body, 0, bodyBytes);
            boolean intact = pages.intact(start);
            pages.align();
            if (intact) {
                break;
            }
            pages.skipPage();
        }
        // lost ever again: the machine is short of memory to the utmost, and what is read there will be a miss
        long location = Location.of((int) pool.uses(segment), segment, start);
        pool.occupancy().add(location, PageLayout.align(bytes));
        return location;
    }

    /**
     * Appends a value of any length in as many parts as it takes, beginning in what is left of the open segment. The parts are
     * counted as alive before their segments are full, so none of these is taken for hollow.
     *
     * @param head stands before each part, and is counted with it
     * @param extents receives the parts
     * @return false where no segment can be had; what was written is then counted as dead
     */
    public synchronized boolean appendExtents(PartHead head, PageSource value, int length, Extents extents) {
        extents.clear();
        int written = 0;
        while (written < length) {
            skipLostPage();
            if (!room(head.bytes() + PageLayout.ALIGNMENT)) {
                pool.forgetParts(extents);
                return false;
            }
            int part = Math.min(length - written, pages.remaining() - head.bytes());
            pages.write(head.fill(part), head.bytes());
            extents.add(tag, pages.position(), part);
            pool.occupancy().addPart(extents.location(extents.count() - 1), PageLayout.align(part));
            pages.write(value, written, part);
            pages.align();
            written += part;
        }
        return true;
    }

    /** Seals what has been written so far. Called about once a second, by any thread. */
    public synchronized void sealWritten() {
        if (segment == SegmentPool.NONE) {
            return;
        }
        int begun = pages.writtenPages();
        int whole = PageLayout.page(pages.position());
        if (whole - sealedPages < MIN_SEAL_PAGES && begun > sealedPages) {
            pages.skipPage();
            whole = begun;
        }
        sealUpTo(whole - whole % sealUnitPages);
        if (pages.remaining() == 0) {
            finish();
        }
    }

    /** Whether a segment is open. It may be sealed by another thread at any time. */
    public boolean isOpen() {
        return segment != SegmentPool.NONE;
    }

    /** The open segment; {@link SegmentPool#NONE} if there is none. */
    public int openSegment() {
        return segment;
    }

    /** Seals the open segment if it is this one. */
    public synchronized void closeIf(int open) {
        if (segment == open) {
            close();
        }
    }

    /** Seals the open segment, full or not. */
    public synchronized void close() {
        if (segment != SegmentPool.NONE) {
            finish();
        }
    }

    /** Leaves the page that has been begun if it was dropped since. */
    private void skipLostPage() {
        if (segment != SegmentPool.NONE && !pages.intact(pages.position())) {
            pages.skipPage();
        }
    }

    /** Sees to it that the open segment has room for {@code bytes}. */
    private boolean room(int bytes) {
        if (segment != SegmentPool.NONE && pages.remaining() >= bytes) {
            return true;
        }
        if (segment != SegmentPool.NONE) {
            finish();
        }
        int next = supply.acquire();
        if (next == SegmentPool.NONE) {
            return false;
        }
        segment = next;
        tag = pool.tag(segment);
        sealedPages = 0;
        pages.open(pool.address(segment), SegmentLayout.SEGMENT_BYTES, tag);
        return true;
    }

    private void finish() {
        int written = pages.writtenPages();
        sealUpTo(written + (-written & (sealUnitPages - 1)));
        pool.sealed(segment);
        supply.sealed(segment);
        segment = SegmentPool.NONE;
    }

    private void sealUpTo(int page) {
        if (page > sealedPages) {
            pool.written(segment, pages.writtenPages());
            pool.region()
                    .seal(
                            pool.offset(segment) + PageLayout.tagPosition(sealedPages),
                            PageLayout.tagPosition(page - sealedPages));
            sealedPages = page;
        }
    }
}
