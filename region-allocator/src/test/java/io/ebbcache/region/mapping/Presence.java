package io.ebbcache.region.mapping;

import java.util.BitSet;

/** Which pages of a region are there, as it reports it itself. */
public final class Presence {

    private final BitSet data = new BitSet();
    private final BitSet zeros = new BitSet();

    private Presence() {}

    public static Presence of(Region region) {
        return of(region, 0, region.length());
    }

    public static Presence of(Region region, long offset, long length) {
        Presence presence = new Presence();
        region.presence(offset, length, (from, bytes, zeroPages) -> {
            int first = (int) (from / region.pageBytes());
            int end = (int) ((from + bytes) / region.pageBytes());
            (zeroPages ? presence.zeros : presence.data).set(first, end);
        });
        return presence;
    }

    /** Numbers of the pages, from the start of the region, that are there with data. */
    public BitSet data() {
        return data;
    }

    /** Numbers of the pages, from the start of the region, where a read has mapped the page of zeros. */
    public BitSet zeros() {
        return zeros;
    }
}
