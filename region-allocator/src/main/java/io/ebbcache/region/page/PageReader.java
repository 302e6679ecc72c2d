package io.ebbcache.region.page;

import org.agrona.UnsafeApi;

/**
 * The one way to read droppable memory: check, copy, check.
 *
 * <p>Law 4 of the page: a read checks the tag of every page it touches, copies out, fences, and checks the same tags again.
 * Only then is any byte believed. Both checks are needed, and both against the exact tag: CPUs do not switch together when
 * a page goes, so one may still read the old page while another already writes a new one at the same address. The first
 * check pins the copy to this use of the segment; the second shows that the page was still there when the copy ended.
 *
 * <p>Nothing may be parsed in place: whoever needs a length from a page copies it out with this reader first.
 */
public final class PageReader {

    private PageReader() {}

    /**
     * Copies payload bytes out of a segment.
     *
     * @param segmentAddress where the segment starts in memory
     * @param tag the tag that every page touched must carry
     * @param position where to start; a payload position of the segment
     * @param target address of at least {@code length} writable bytes of ordinary memory
     * @param length payload bytes to copy; the caller has checked that they end within the segment
     * @return true if the bytes at {@code target} are what was written; false if any page was dropped or belongs to another
     *     use of the segment, and the bytes at {@code target} mean nothing
     */
    public static boolean read(long segmentAddress, long tag, int position, long target, int length) {
        int firstPage = PageLayout.page(position);
        int lastPage = length == 0 ? firstPage : PageLayout.page(PageLayout.advance(position, length - 1));
        if (!tagged(segmentAddress, tag, firstPage, lastPage)) {
            return false;
        }
        copy(segmentAddress, position, target, length);
        UnsafeApi.loadFence();
        return tagged(segmentAddress, tag, firstPage, lastPage);
    }

    /** Whether all pages from {@code firstPage} to {@code lastPage} carry the tag. */
    static boolean tagged(long segmentAddress, long tag, int firstPage, int lastPage) {
        for (int page = firstPage; page <= lastPage; page++) {
            if (UnsafeApi.getLongVolatile(null, segmentAddress + PageLayout.tagPosition(page)) != tag) {
                return false;
            }
        }
        return true;
    }

    private static void copy(long segmentAddress, int position, long target, int length) {
        int from = position;
        int copied = 0;
        while (copied < length) {
            int run = Math.min(length - copied, PageLayout.leftInPage(from));
            UnsafeApi.copyMemory(segmentAddress + from, target + copied, run);
            copied += run;
            from = PageLayout.advance(from, run);
        }
    }
}
