package io.ebbcache.region.torture;

import io.ebbcache.region.page.PageSource;
import io.ebbcache.region.page.ProvenBytes;
import java.util.SplittableRandom;

/** A value in the middle of whose copy the page may be taken that it is copied to. */
final class FragileSource implements PageSource {

    private static final int NOWHERE = -1;

    private final ProvenBytes value;
    private final int start;
    private final Taker taker;
    private final SplittableRandom random;
    private int breaksAt;

    /**
     * Makes a source.
     *
     * @param start offset within the value of the source's first byte
     * @param breaksAt offset within the value at which a page is taken, or a negative number
     */
    FragileSource(ProvenBytes value, int start, int breaksAt, Taker taker, SplittableRandom random) {
        this.value = value;
        this.start = start;
        this.breaksAt = breaksAt;
        this.taker = taker;
        this.random = random;
    }

    @Override
    public void copyTo(int offset, long address, int length) {
        int from = start + offset;
        int before = breaksAt - from;
        if (before < 0 || before >= length) {
            value.copyTo(from, address, length);
            return;
        }
        breaksAt = NOWHERE;
        value.copyTo(from, address, before);
        taker.take(random, taker.offset(address));
        value.copyTo(from + before, address + before, length - before);
    }
}
