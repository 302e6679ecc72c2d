package io.ebbcache.bench.trace;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory a cache gets: so many bytes, or a share of the working set.
 *
 * @param label as it was written
 * @param share of the working set; 0 where {@code bytes} says it
 * @param bytes absolute
 */
record MemorySize(String label, double share, long bytes) {

    /** All systems get whole multiples of this: Ebb's segments, and two of memcached's pages. */
    static final long UNIT_BYTES = 2L << 20;

    private static final List<String> UNITS = List.of("", "k", "m", "g");
    private static final Pattern BYTES = Pattern.compile("([1-9]\\d{0,9})([kmg]?)");
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,9})/(\\d{1,9})");
    private static final Pattern DECIMAL = Pattern.compile("0?\\.\\d{1,9}|1");

    /**
     * Reads {@code 1/64}, {@code 0.25} or {@code 1} (all of it), or {@code 64m}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static MemorySize parse(String text) {
        Matcher fraction = FRACTION.matcher(text);
        if (fraction.matches()) {
            return share(text, Double.parseDouble(fraction.group(1)) / Double.parseDouble(fraction.group(2)));
        }
        if (DECIMAL.matcher(text).matches()) {
            return share(text, Double.parseDouble(text));
        }
        return new MemorySize(text, 0, bytesOf(text));
    }

    /**
     * Reads {@code 512}, {@code 4k}, {@code 64m} or {@code 1g}.
     *
     * @throws IllegalArgumentException if it is no such number of bytes, or 0
     */
    static long bytesOf(String text) {
        Matcher size = BYTES.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size such as 512, 4k, 64m or 1g");
        }
        return Long.parseLong(size.group(1)) << (10 * UNITS.indexOf(size.group(2)));
    }

    private static MemorySize share(String text, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("'" + text + "' is no share of the working set");
        }
        return new MemorySize(text, share, 0);
    }

    boolean isShare() {
        return share > 0;
    }

    /** The bytes that a cache gets, rounded to {@link #UNIT_BYTES}. */
    long bytesOf(long workingSetBytes) {
        double wanted = isShare() ? share * workingSetBytes : bytes;
        return Math.max(1, Math.round(wanted / UNIT_BYTES)) * UNIT_BYTES;
    }
}
