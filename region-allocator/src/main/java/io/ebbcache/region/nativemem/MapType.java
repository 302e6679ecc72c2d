package io.ebbcache.region.nativemem;

/** Kinds of anonymous mappings. */
public enum MapType {
    /** Pages that the kernel may drop at any time; Linux 6.11 and later. */
    DROPPABLE(0x08),
    /** Ordinary private memory. */
    PRIVATE(0x02);

    final int flag;

    MapType(int flag) {
        this.flag = flag;
    }
}
