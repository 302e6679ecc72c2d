package io.ebbcache.region.mapping;

/**
 * One mapping whose pages may go at any time. Offsets and lengths are in bytes, within the region, and multiples of
 * {@link #pageBytes}. All methods may be called by any thread.
 */
public interface Region extends AutoCloseable {

    /** Receives the pages of a range that are in memory, run by run; pages that are not reported are not there. */
    interface PresenceVisitor {
        /**
         * A run of pages is in memory.
         *
         * @param zeroPages whether these are only the shared page of zeros that a read of a dropped page maps
         */
        void present(long offset, long length, boolean zeroPages);
    }

    RegionKind kind();

    /** Where the region starts in memory; a multiple of 2 MiB. */
    long address();

    /** Length of the region in bytes. */
    long length();

    /** The unit in which pages are dropped, in bytes. */
    int pageBytes();

    /**
     * Says that a range has had its last write. From now on its pages are clean, and the kernel drops them one by one, the
     * oldest first, and only as many as it needs. Law 6 of the page; without it the first reclaim takes the whole region.
     */
    void seal(long offset, long length);

    /**
     * Gives a range back; it reads as zeros afterwards, on every CPU. Law 1 of the page: a segment is discarded before it
     * is used again.
     */
    void discard(long offset, long length);

    /**
     * Brings the pages of a range that was discarded into memory ahead of their first write, where the platform can. They may go
     * again, as any other page.
     */
    void populate(long offset, long length);

    /** Takes pages as memory pressure would, for tests; a page that cannot be dropped stays. */
    void drop(long offset, long length);

    /**
     * Gives back the oldest sealed pages, in the kinds that the kernel does not relieve by itself.
     *
     * @return bytes given back; 0 where that is the kernel's work, or nothing is sealed
     */
    long relieve(long bytes);

    /** Reports which pages of a range are in memory. Reads no page. */
    void presence(long offset, long length, PresenceVisitor visitor);

    /** Unmaps. Nobody may read or write any more. */
    @Override
    void close();
}
