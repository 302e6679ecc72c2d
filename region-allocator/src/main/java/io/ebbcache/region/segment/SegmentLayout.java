package io.ebbcache.region.segment;

import io.ebbcache.region.page.PageLayout;

/** The segment: 512 tagged pages. */
public final class SegmentLayout {

    /** Bytes of a segment in memory. */
    public static final int SEGMENT_BYTES = 2 << 20;

    /** Bytes of a page in memory, its tag included. */
    public static final int PAGE_BYTES = PageLayout.PAGE_BYTES;

    /** Pages of a segment. */
    public static final int PAGES = SEGMENT_BYTES / PAGE_BYTES;

    /** Bytes of data that a segment holds. */
    public static final int PAYLOAD_BYTES = PAGES * PageLayout.PAYLOAD_BYTES;

    private SegmentLayout() {}

    /** Bytes of data from a position to the end of its segment. */
    public static int left(int position) {
        int pagesBehind = PAGES - 1 - PageLayout.page(position);
        return PageLayout.leftInPage(position) + pagesBehind * PageLayout.PAYLOAD_BYTES;
    }
}
