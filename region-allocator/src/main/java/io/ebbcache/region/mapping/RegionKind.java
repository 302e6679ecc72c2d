package io.ebbcache.region.mapping;

/** The kinds of region, best first. All read as zeros where a page was dropped. */
public enum RegionKind {
    /** {@code MAP_DROPPABLE} (Linux 6.11 and later): the kernel may drop any page at any time, sealed ones in good order. */
    DROPPABLE,
    /** Private memory sealed with {@code MADV_FREE} (Linux 4.5 and later): the kernel may drop sealed pages. */
    LAZY_FREE,
    /** Ordinary memory, anywhere: the kernel drops nothing; the process gives sealed pages back itself. */
    EMULATED
}
