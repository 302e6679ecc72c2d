package io.ebbcache.region.page;

/**
 * The page, unit of dropping. Every page of a region carries a tag that says which use of which segment its payload
 * belongs to; a page that the kernel took reads as zeros, and no tag is zero.
 *
 * <pre>
 *  0        8                                            4096
 *  +--------+---------------------------------------------+
 *  |  tag   |  payload (4,088 bytes)                      |
 *  +--------+---------------------------------------------+
 * </pre>
 *
 * <p>A <i>position</i> is a byte offset from the start of a segment, tags included. Data that is longer than what is left
 * of a page goes on behind the tag of the next.
 */
public final class PageLayout {

    /** Bytes of a page. Where the kernel's pages are larger, it drops several of ours together. */
    public static final int PAGE_BYTES = 4096;

    /** Bytes of the tag at the start of each page. */
    public static final int TAG_BYTES = Long.BYTES;

    /** Bytes of a page that hold data. */
    public static final int PAYLOAD_BYTES = PAGE_BYTES - TAG_BYTES;

    /** Items start at multiples of this; as the tag has this length too, a position is aligned when its payload offset is. */
    public static final int ALIGNMENT = 8;

    private static final int PAGE_SHIFT = 12;
    private static final int IN_PAGE_MASK = PAGE_BYTES - 1;

    private PageLayout() {}

    /** The page, counted from the start of the segment, that a position lies in. */
    public static int page(int position) {
        return position >>> PAGE_SHIFT;
    }

    /** Position of a page's tag. */
    public static int tagPosition(int page) {
        return page << PAGE_SHIFT;
    }

    /** Position of the first payload byte of a page. */
    public static int firstPosition(int page) {
        return (page << PAGE_SHIFT) + TAG_BYTES;
    }

    /** Payload bytes from a position to the end of its page. */
    public static int leftInPage(int position) {
        return PAGE_BYTES - (position & IN_PAGE_MASK);
    }

    /**
     * The position {@code bytes} payload bytes further on. One that falls on the end of a page is the first of the next.
     */
    public static int advance(int position, int bytes) {
        int payloadOffset = page(position) * PAYLOAD_BYTES + (position & IN_PAGE_MASK) - TAG_BYTES + bytes;
        return firstPosition(payloadOffset / PAYLOAD_BYTES) + payloadOffset % PAYLOAD_BYTES;
    }

    /** Rounds a length up to {@link #ALIGNMENT}. */
    public static int align(int bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
