package io.ebbcache.region.nativemem;

/** What {@code madvise} can be told; the numbers are Linux's on x86-64 and AArch64. */
public enum Advice {
    /** Give the pages back now; they read as zeros afterwards. */
    DONTNEED(4),
    /** The pages are clean from now on: the kernel may drop them instead of swapping, until they are written again. */
    FREE(8),
    /** No huge pages here. */
    NOHUGEPAGE(15),
    /** Leave the range out of core dumps. */
    DONTDUMP(16),
    /** A child process sees zeros here. */
    WIPEONFORK(18),
    /** Reclaim the pages now, as memory pressure would. */
    PAGEOUT(21),
    /** Have the pages in memory, writable, as if each had been written to; since Linux 5.14. */
    POPULATE_WRITE(23);

    final int number;

    Advice(int number) {
        this.number = number;
    }
}
