package io.ebbcache.region.page;

import org.agrona.UnsafeApi;

/**
 * Writes one use of one segment from its first page to its last. Not thread-safe.
 *
 * <p>Law 2 of the page: the tag is written first, once per page and generation, never again; then a store-store fence; then
 * the payload. So a page that the kernel takes while its segment is open stays lost: what is written there afterwards lies
 * under no tag, and {@link #intact} tells the writer to go on in the next page.
 */
public final class PageWriter {

    private long segmentAddress;
    private int segmentBytes;
    private long tag;
    private int position;
    private int taggedPages;

    /** Starts at the first page of a discarded segment. */
    public void open(long segmentAddress, int segmentBytes, long tag) {
        this.segmentAddress = segmentAddress;
        this.segmentBytes = segmentBytes;
        this.tag = tag;
        this.position = PageLayout.firstPosition(0);
        this.taggedPages = 0;
    }

    /** Where the next byte goes. */
    public int position() {
        return position;
    }

    /** Payload bytes left in the segment. */
    public int remaining() {
        int wholePages = segmentBytes / PageLayout.PAGE_BYTES - PageLayout.page(position) - 1;
        return wholePages < 0 ? 0 : wholePages * PageLayout.PAYLOAD_BYTES + PageLayout.leftInPage(position);
    }

    /** The pages, from the first, that hold at least one byte. */
    public int writtenPages() {
        return taggedPages;
    }

    /** Appends bytes of ordinary memory; at most {@link #remaining}. */
    public void write(long source, int length) {
        int written = 0;
        while (written < length) {
            int run = nextRun(length - written);
            UnsafeApi.copyMemory(source + written, segmentAddress + position, run);
            written += run;
            position = PageLayout.advance(position, run);
        }
    }

    /** Appends {@code length} bytes of a source from {@code offset} on; at most {@link #remaining}. */
    public void write(PageSource source, int offset, int length) {
        int written = 0;
        while (written < length) {
            int run = nextRun(length - written);
            source.copyTo(offset + written, segmentAddress + position, run);
            written += run;
            position = PageLayout.advance(position, run);
        }
    }

    /** Moves on to the next multiple of {@link PageLayout#ALIGNMENT}. */
    public void align() {
        position = PageLayout.advance(position, -position & (PageLayout.ALIGNMENT - 1));
    }

    /** Leaves the rest of a page that has been begun: nothing more is written into it. */
    public void skipPage() {
        if (taggedPages > PageLayout.page(position)) {
            position = PageLayout.firstPosition(taggedPages);
        }
    }

    /** Whether the pages of what was written from {@code from} up to now are all there. */
    public boolean intact(int from) {
        return PageReader.tagged(segmentAddress, tag, PageLayout.page(from), taggedPages - 1);
    }

    private int nextRun(int wanted) {
        int page = PageLayout.page(position);
        if (page == taggedPages) {
            UnsafeApi.putLongVolatile(null, segmentAddress + PageLayout.tagPosition(page), tag);
            UnsafeApi.storeFence();
            taggedPages++;
        }
        return Math.min(wanted, PageLayout.leftInPage(position));
    }
}
