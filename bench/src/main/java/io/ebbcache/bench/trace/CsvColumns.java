package io.ebbcache.bench.trace;

import org.jspecify.annotations.Nullable;

/**
 * Which columns of a CSV file tell what. A column is its number, from 1, or its name in the first line.
 *
 * @param key the column of the keys
 * @param size that of the sizes of values in bytes, if there is one
 * @param ttl that of the times to live in seconds, if there is one
 * @param header whether the first line holds names although no column is told by one
 */
record CsvColumns(
        String key, @Nullable String size, @Nullable String ttl, boolean header) {

    /** Keys in the first column, and nothing else. */
    static final CsvColumns KEYS = new CsvColumns("1", null, null, false);

    /** Whether the first line holds names. */
    boolean hasHeader() {
        return header || isName(key) || (size != null && isName(size)) || (ttl != null && isName(ttl));
    }

    static boolean isName(String column) {
        return !column.chars().allMatch(Character::isDigit);
    }
}
