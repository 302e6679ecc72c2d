package io.ebbcache.region.page;

/** Bytes that can be copied, piece by piece, into pages. */
public interface PageSource {

    /** Copies {@code length} bytes from {@code offset} on to the memory at {@code address}. */
    void copyTo(int offset, long address, int length);
}
