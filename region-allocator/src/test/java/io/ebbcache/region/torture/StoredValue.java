package io.ebbcache.region.torture;

import io.ebbcache.region.page.ProvenBytes;
import java.util.List;

/**
 * A value that was written and where: at a location, or in parts.
 *
 * @param value the value
 * @param length its length in bytes
 * @param location where it lies, or {@code Location.NONE} if in parts
 * @param uses how often its segment had been used; a location holds the low bits only
 * @param parts its parts
 */
record StoredValue(ProvenBytes value, int length, long location, long uses, List<Part> parts) {

    /**
     * A part of a value.
     *
     * @param offset where it starts within the value
     */
    record Part(long tag, int position, int offset, int length) {}

    StoredValue {
        parts = List.copyOf(parts);
    }
}
