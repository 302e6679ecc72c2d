package io.ebbcache.client.codec;

import java.io.ObjectInputFilter;

/**
 * Rejects arrays that are longer than the bytes they come from could fill: they would be made before anybody sees that their content is
 * missing.
 */
final class ArrayLimit implements ObjectInputFilter {
    /** Maps announce a table that is larger than their content; an empty list announces its usual room. */
    private static final long SPARE_FACTOR = 4;

    private static final long SPARE = 64;

    private final ObjectInputFilter filter;
    private final long longest;

    ArrayLimit(ObjectInputFilter filter, int bytes) {
        this.filter = filter;
        this.longest = SPARE_FACTOR * bytes + SPARE;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        return info.arrayLength() > longest ? Status.REJECTED : filter.checkInput(info);
    }
}
