package io.ebbcache.region.residency;

import io.ebbcache.region.segment.SegmentLayout;
import io.ebbcache.region.segment.SegmentPool;

/**
 * How many pages of each segment the kernel has left, at one moment. Pages count only as far as they have been written:
 * what is not there of these was dropped, whether or not a read has since mapped the page of zeros.
 *
 * <p>For sweeping and for metrics; whether a value can be read is decided by the tags of its pages alone. Where the kernel
 * lacks PAGEMAP_SCAN (before 6.7) zero pages count as present.
 */
public final class ResidencyMap {

    private static final long NOT_SEALED = -1;

    private final long[] uses;
    private final short[] written;
    private final short[] present;
    private final short[] zero;
    private long presentPages;
    private long droppedPages;

    private ResidencyMap(int segments) {
        uses = new long[segments];
        written = new short[segments];
        present = new short[segments];
        zero = new short[segments];
    }

    /** Scans all segments in use. Takes 1 to 2 ms for a GiB of them. */
    public static ResidencyMap scan(SegmentPool pool) {
        int segments = pool.everUsed();
        ResidencyMap map = new ResidencyMap(segments);
        for (int segment = 0; segment < segments; segment++) {
            map.uses[segment] = pool.isSealed(segment) ? pool.uses(segment) : NOT_SEALED;
            int pages = pool.isUsed(segment) ? pool.writtenPages(segment) : 0;
            if (pages > 0) {
                map.scan(pool, segment, pages);
            }
        }
        return map;
    }

    private void scan(SegmentPool pool, int segment, int pages) {
        written[segment] = (short) pages;
        long offset = (long) segment * SegmentLayout.SEGMENT_BYTES;
        long unit = pool.region().pageBytes();
        long writtenBytes = (long) pages * SegmentLayout.PAGE_BYTES;
        long length = (writtenBytes + unit - 1) / unit * unit;
        pool.region().presence(offset, length, (from, bytes, zeroPages) -> {
            int found = (int) (Math.min(bytes, offset + writtenBytes - from) / SegmentLayout.PAGE_BYTES);
            if (zeroPages) {
                zero[segment] += (short) found;
            } else {
                present[segment] += (short) found;
            }
        });
        presentPages += present[segment];
        droppedPages += dropped(segment);
    }

    /** Whether the segment was sealed when it was scanned, and this the use of it. */
    public boolean isOf(int segment, long use) {
        return segment < uses.length && uses[segment] == use;
    }

    /** Pages of a segment that were written in its present generation. */
    public int written(int segment) {
        return pages(written, segment);
    }

    /** Pages of a segment that are in memory with their data. */
    public int present(int segment) {
        return pages(present, segment);
    }

    /** Pages of a segment that were written and are gone. */
    public int dropped(int segment) {
        return written(segment) - present(segment);
    }

    /** Of the dropped pages, those where a read has mapped the page of zeros. */
    public int zero(int segment) {
        return pages(zero, segment);
    }

    /** Bytes of all pages that are in memory with their data. */
    public long presentBytes() {
        return presentPages * SegmentLayout.PAGE_BYTES;
    }

    /** Bytes of all pages that were written and are gone. */
    public long droppedBytes() {
        return droppedPages * SegmentLayout.PAGE_BYTES;
    }

    /** A segment that was never used when this was scanned has none. */
    private static int pages(short[] counts, int segment) {
        return segment < counts.length ? counts[segment] : 0;
    }
}
